import { type ReactNode, useMemo, useState } from "react";
import type { AccountSummary } from "#contracts/extension-messages.ts";
import { droppedFilters } from "#core/capture/search/dropped-filters.ts";
import { readFilters } from "#core/capture/search/read-filters.ts";
import type { Want } from "#core/jobs/words.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import type { TabPage } from "./find-tab.ts";
import { useLanguage } from "./language.tsx";
import { LeadList } from "./lead-list.tsx";
import { PageNotes } from "./page-notes.tsx";
import { pricePerPerson } from "./price-per-person.ts";
import { reviewPage } from "./review-page.ts";
import { useKnown } from "./use-known.ts";

interface CapturePeopleProps {
  owner: string;
  space: string;
  found: TabPage;
  prices: AccountSummary | null;
  want: Want;
  setWant: (want: Want) => void;
  leaveOut: boolean;
  setLeaveOut: (leave: boolean) => void;
  onTaken: () => Promise<void>;
  /** How to begin with more than this page. */
  start: ReactNode;
}

/** The people of the page at hand: who is new, who does not fit, what it costs, one click to take them. */
export function CapturePeople(props: CapturePeopleProps) {
  const { owner, space, found, prices, want, setWant, leaveOut, setLeaveOut, onTaken, start } = props;
  const { messages, formats } = useLanguage();
  const texts = messages.panel.page;
  const { page, tab } = found;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ tone: "good" | "bad"; text: string } | null>(null);
  const keys = useMemo(() => reviewPage(page, nobody).map(({ lead }) => lead.person_key), [page]);
  const { known, asked } = useKnown({ owner, space, tab, keys });
  const reviewed = useMemo(() => reviewPage(page, known), [page, known]);
  const dropped = useMemo(() => {
    const search = readFilters(page.url);
    return search === null ? [] : droppedFilters(search, page.applied);
  }, [page]);

  const odd = reviewed.filter((row) => row.mismatches.length > 0);
  const without = leaveOut ? odd.map((row) => row.lead.person_key) : [];
  const fresh = reviewed.filter((row) => !row.known && !without.includes(row.lead.person_key));
  const cost = prices === null ? null : fresh.length * pricePerPerson(prices, want);

  async function take() {
    setBusy(true);
    const answer = await askWorker("capture", { tab, want, without });
    setBusy(false);
    setSaid(
      answer.ok ? { tone: "good", text: takenText(answer.value) } : { tone: "bad", text: problem(answer.reason) },
    );
    await onTaken();
  }
  const takenText = ({ added, known: had, over_cap }: { added: number; known: number; over_cap: number }) =>
    [texts.taken(added, had), ...(over_cap > 0 ? [messages.capture.overCap(over_cap)] : [])].join(" ");
  const problem = (reason: string) =>
    messages.capture.problems[reason] ?? messages.panel.problems[reason] ?? messages.panel.problems.server ?? "";

  return (
    <>
      <PageNotes page={page} reviewed={reviewed} />
      {dropped.length > 0 ? (
        <Notice tone="warn">{messages.capture.dropped(formats.list(dropped.slice(0, 5)))}</Notice>
      ) : null}
      {reviewed.length > 0 ? (
        <section className="grid gap-3">
          {odd.length > 0 ? (
            // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox within is the control
            <label className="flex items-start gap-2">
              <Checkbox checked={leaveOut} onCheckedChange={(checked) => setLeaveOut(checked === true)} />
              <span>
                {texts.mismatch(odd.length)} · {texts.leaveMismatches}
              </span>
            </label>
          ) : null}
          <Segmented
            label={texts.want.label}
            value={want}
            onChange={setWant}
            options={[
              { value: "email", label: texts.want.email },
              { value: "phone", label: texts.want.phone },
              { value: "both", label: texts.want.both },
            ]}
          />
          <Button variant="primary" size="lg" busy={busy} disabled={fresh.length === 0} onClick={() => void take()}>
            {texts.capture(fresh.length)}
          </Button>
          <p className="text-xs text-ink-faint">
            {fresh.length === 0 ? texts.nothingNew : cost === null ? "" : texts.cost(cost)}
          </p>
          {asked === false ? <p className="text-xs text-ink-faint">{messages.capture.notAsked}</p> : null}
        </section>
      ) : null}
      <div aria-live="polite" className="empty:sr-only">
        {said === null ? null : <Notice tone={said.tone}>{said.text}</Notice>}
      </div>
      {start}
      {reviewed.length > 0 ? <LeadList reviewed={reviewed} /> : null}
    </>
  );
}

const nobody: ReadonlySet<string> = new Set();
