import type { PageAnswer } from "#contracts/extension-messages.ts";
import { refusals } from "#core/capture/captured-lead.ts";
import { searchSize } from "#core/capture/run/search-size.ts";
import { Notice } from "#ui/notice.tsx";
import { useLanguage } from "./language.tsx";
import type { ReviewedLead } from "./review-page.ts";
import { SplitHelp } from "./split-help.tsx";

interface PageNotesProps {
  page: PageAnswer;
  reviewed?: readonly ReviewedLead[];
  /** What to say of the rows of a page that holds no people. */
  counts?: readonly string[];
}

/** Which page it is, how far it was read, and who was left out, each with its reason. */
export function PageNotes({ page, reviewed = [], counts }: PageNotesProps) {
  const { panel, capture } = useLanguage().messages;
  const texts = panel.page;
  const { paging } = page;
  const state = page.state === "switched_off" ? capture.switchedOff : texts.states[page.state];
  const { total, shown, pages } = searchSize(page.kind, paging);
  const known = reviewed.filter((row) => row.known).length;
  const incomplete = reviewed.filter((row) => !row.complete).length;
  const said = counts ?? [
    texts.people(reviewed.length),
    texts.fresh(reviewed.length - known),
    ...(known > 0 ? [texts.known(known)] : []),
    ...(incomplete > 0 ? [texts.incomplete(incomplete)] : []),
  ];
  const position = paging === null ? null : texts.position(paging.page, pages);
  return (
    <section className="grid gap-2">
      <div>
        <h2 className="text-lg font-semibold">{texts.kinds[page.kind]}</h2>
        <p className="text-ink-soft">
          {[position, total === null ? null : texts.total(total)].filter((part) => part !== null).join(" · ")}
        </p>
        {page.rows.length > 0 ? <p data-testid="counts">{said.join(" · ")}</p> : null}
      </div>
      {state === undefined ? null : (
        <Notice tone={page.state === "partial" ? "info" : "warn"} announce={page.state !== "partial"}>
          {state}
        </Notice>
      )}
      {total !== null && shown !== null && total > shown ? (
        <SplitHelp url={page.url} total={total} shown={shown} />
      ) : null}
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
