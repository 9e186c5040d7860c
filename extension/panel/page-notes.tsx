import type { PageAnswer } from "#contracts/extension-messages.ts";
import { refusals } from "#core/capture/captured-lead.ts";
import { Notice } from "#ui/notice.tsx";
import { useLanguage } from "./language.tsx";
import type { ReviewedLead } from "./review-page.ts";

/** LinkedIn shows this many people of one search. */
const searchCap = 2_500;

/** Which page it is, how far it was read, and who was left out, each with its reason. */
export function PageNotes({ page, reviewed }: { page: PageAnswer; reviewed: readonly ReviewedLead[] }) {
  const texts = useLanguage().messages.panel.page;
  const { paging } = page;
  const state = texts.states[page.state];
  const total = paging?.total ?? null;
  const known = reviewed.filter((row) => row.known).length;
  const incomplete = reviewed.filter((row) => !row.complete).length;
  const counts = [
    texts.people(reviewed.length),
    texts.fresh(reviewed.length - known),
    ...(known > 0 ? [texts.known(known)] : []),
    ...(incomplete > 0 ? [texts.incomplete(incomplete)] : []),
  ];
  const position =
    paging === null
      ? null
      : texts.position(
          paging.page,
          total === null ? null : Math.max(1, Math.ceil(Math.min(total, searchCap) / paging.count)),
        );
  return (
    <section className="grid gap-2">
      <div>
        <h2 className="text-lg font-semibold">{texts.kinds[page.kind]}</h2>
        <p className="text-ink-soft">
          {[position, total === null ? null : texts.total(total)].filter((part) => part !== null).join(" · ")}
        </p>
        {reviewed.length > 0 ? <p data-testid="counts">{counts.join(" · ")}</p> : null}
      </div>
      {state === undefined ? null : (
        <Notice tone={page.state === "partial" ? "info" : "warn"} announce={page.state !== "partial"}>
          {state}
        </Notice>
      )}
      {total !== null && total > searchCap ? <Notice tone="warn">{texts.capped(searchCap)}</Notice> : null}
      {refusals.map((reason) => {
        const count = page.refused[reason] ?? 0;
        return count === 0 ? null : (
          <p key={reason} className="text-xs text-ink-soft">
            {texts.refused[reason](count)}
          </p>
        );
      })}
    </section>
  );
}
