import type { PageState } from "./captured-lead.ts";

const sentences: Record<PageState, string> = {
  ok: "The page was read.",
  partial: "Part of it was read, or only what the page shows: some fields are missing. Reload the page for the rest.",
  skeleton: "The rows are not filled. Scroll through the page; if they stay empty, wait a few minutes and reload it.",
  throttled: "LinkedIn is holding back. Stop here and go on in an hour.",
  signed_out: "LinkedIn asks to sign in. Sign in there and open the page again.",
  shape_changed: "The page has a form that is not known here. Nothing was taken; look for an update.",
  switched_off: "This kind of page is not read in this version, because it has changed. Look for an update.",
  ignored: "This is no page with leads. Open a Sales Navigator search, list or lead.",
};

/** What a state means and what to do about it, in English. */
export const describeState = (state: PageState): string => sentences[state];
