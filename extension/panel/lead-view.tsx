import { CircleDashed } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import type { ContactAnswer } from "#contracts/api/contacts.ts";
import type { AccountSummary, PageAnswer, WorkerStatus } from "#contracts/extension-messages.ts";
import type { Want } from "#core/jobs/words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";
import { PageNotes } from "./page-notes.tsx";
import { pricePerPerson } from "./price-per-person.ts";
import { reviewPage } from "./review-page.ts";
import { useAsked } from "./use-asked.ts";
import { useTaken } from "./use-taken.ts";

const KnownLead = lazy(() => import("./lead-result.tsx").then((module) => ({ default: module.KnownLead })));
const LeadResult = lazy(() => import("./lead-result.tsx").then((module) => ({ default: module.LeadResult })));

interface LeadViewProps {
  owner: string;
  tab: number;
  page: PageAnswer;
  status: WorkerStatus;
  prices: AccountSummary | null;
  want: Want;
  setWant: (want: Want) => void;
  onTaken: () => Promise<void>;
}

const nobody: ReadonlySet<string> = new Set();

/** One person's page: a click finds how to reach them, and the answer shows here with its trail. */
export function LeadView({ owner, status, tab, page, prices, want, setWant, onTaken }: LeadViewProps) {
  const { messages } = useLanguage();
  const { lead: texts } = messages.account;
  const { page: words, problems } = messages.panel;
  const reviewed = useMemo(() => reviewPage(page, nobody), [page]);
  const lead = reviewed[0]?.lead ?? null;
  const complete = reviewed[0]?.complete ?? false;
  const key = lead?.person_key ?? "";
  const taken = useTaken(owner, status.workspace ?? "", key);
  const owned = useOwned(tab, taken === null ? key : "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ key: string; text: string } | null>(null);

  if (lead === null) return <PageNotes page={page} reviewed={reviewed} />;
  const cost = prices === null ? null : pricePerPerson(prices, want);
  const short = prices !== null && cost !== null && cost > prices.available_milli;

  const wordsFor = (reason: string) => messages.capture.problems[reason] ?? problems[reason] ?? problems.server ?? "";
  async function find() {
    setBusy(true);
    setProblem(null);
    const answer = await askWorker("capture", { tab, want, without: [] });
    setBusy(false);
    if (!answer.ok) setProblem({ key, text: wordsFor(answer.reason) });
    else if (answer.value.added === 0 && taken === null) setProblem({ key, text: texts.owned });
    await onTaken();
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Card className="grid gap-1 p-4">
        <h2 className="text-lg font-semibold break-words">{lead.full_name ?? lead.name_raw}</h2>
        <p className="break-words text-ink-soft">
          {[lead.title ?? words.noTitle, lead.company].filter((part) => part !== null).join(" · ")}
        </p>
        {lead.location === null ? null : <p className="text-xs break-words text-ink-faint">{lead.location}</p>}
        {complete ? null : (
          <p className="pt-1">
            <Chip tone="warn" icon={CircleDashed}>
              {words.chips.incomplete}
            </Chip>
          </p>
        )}
      </Card>
      {taken === null && owned !== null ? (
        <Suspense fallback={<p className="text-ink-faint">{messages.common.loading}</p>}>
          <p className="text-ink-soft">{texts.owned}</p>
          <KnownLead answer={owned} dashboard={status.dashboard} />
        </Suspense>
      ) : taken === null ? (
        <section className="grid gap-3" aria-label={texts.want}>
          <Segmented
            label={texts.want}
            value={want}
            onChange={setWant}
            options={[
              { value: "email", label: words.want.email },
              { value: "phone", label: words.want.phone },
              { value: "both", label: words.want.both },
            ]}
          />
          <Button variant="primary" size="lg" busy={busy} disabled={!complete || short} onClick={() => void find()}>
            {texts.find[want]}
          </Button>
          <p className="text-xs text-ink-soft">{costText()}</p>
        </section>
      ) : (
        <Suspense fallback={<p className="text-ink-faint">{messages.common.loading}</p>}>
          <LeadResult taken={taken} dashboard={status.dashboard} />
        </Suspense>
      )}
      <div role="alert">{problem?.key === key ? <Notice tone="bad">{problem.text}</Notice> : null}</div>
    </div>
  );

  function costText(): string {
    if (!complete) return texts.incomplete;
    if (prices === null || cost === null) return "";
    return (short ? texts.noCredits : texts.cost)(cost, prices.available_milli);
  }
}

/** What the workspace has of a person who was not taken here; null: nothing, or not known yet. */
function useOwned(tab: number, key: string): ContactAnswer | null {
  const ask = useCallback(
    async () => (key === "" ? null : { key, answer: await askWorker("owned", { tab }) }),
    [tab, key],
  );
  const { value } = useAsked(ask, 30_000);
  return value?.key === key && value.answer.ok ? value.answer.value : null;
}
