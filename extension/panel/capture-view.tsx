import { FileSearch, Users } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { AccountSummary, WorkerStatus } from "#contracts/extension-messages.ts";
import type { Want } from "#core/jobs/words.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { findTab, type TabPage } from "./find-tab.ts";
import { useLanguage } from "./language.tsx";
import { LeadList } from "./lead-list.tsx";
import { LeadView } from "./lead-view.tsx";
import { outbox } from "./outbox.ts";
import { PageNotes } from "./page-notes.tsx";
import { reviewPage } from "./review-page.ts";
import { useAsked } from "./use-asked.ts";
import { useLive } from "./use-live.ts";

interface CaptureViewProps {
  owner: string;
  status: WorkerStatus;
  prices: AccountSummary | null;
  onTaken: () => Promise<void>;
}

/** Wrapped, so that "no page" is an answer too. */
const look = async (): Promise<{ found: TabPage | null }> => ({ found: await findTab() });

/** The page at hand: who is on it, what it costs, one click to take them. */
export function CaptureView({ owner, status, prices, onTaken }: CaptureViewProps) {
  const { messages } = useLanguage();
  const texts = messages.panel.page;
  const { value } = useAsked(look, 1_500);
  const found = value?.found ?? null;
  const [want, setWant] = useState<Want>(status.want);
  const [leaveOut, setLeaveOut] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ tone: "good" | "bad"; text: string } | null>(null);
  const keys = useKnownKeys(owner);
  const reviewed = useMemo(() => (found === null ? [] : reviewPage(found.page, keys)), [found, keys]);

  if (value === null) return <p className="text-ink-faint">{messages.common.loading}</p>;
  if (found === null || found.page.kind === "other") {
    return (
      <EmptyState icon={FileSearch} title={texts.none.title}>
        {texts.none.body}
      </EmptyState>
    );
  }
  const { page, tab } = found;
  if (page.kind.startsWith("account") && page.rows.length > 0) {
    return (
      <EmptyState icon={Users} title={texts.accounts.title}>
        {texts.accounts.body}
      </EmptyState>
    );
  }

  if (page.kind === "lead_page" || page.kind === "classic_profile") {
    return <LeadView owner={owner} status={status} tab={tab} page={page} prices={prices} onTaken={onTaken} />;
  }

  const odd = reviewed.filter((row) => row.mismatches.length > 0);
  const without = leaveOut ? odd.map((row) => row.lead.person_key) : [];
  const fresh = reviewed.filter((row) => !row.known && !without.includes(row.lead.person_key));
  const cost =
    prices === null
      ? null
      : fresh.length * ((want === "phone" ? 0 : prices.email_milli) + (want === "email" ? 0 : prices.phone_milli));

  async function take() {
    setBusy(true);
    const answer = await askWorker("capture", { tab, want, without });
    setBusy(false);
    setSaid(
      answer.ok
        ? { tone: "good", text: texts.taken(answer.value.added, answer.value.known) }
        : { tone: "bad", text: messages.panel.problems[answer.reason] ?? messages.panel.problems.server ?? "" },
    );
    await onTaken();
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PageNotes page={page} reviewed={reviewed} />
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
        </section>
      ) : null}
      <div aria-live="polite">{said === null ? null : <Notice tone={said.tone}>{said.text}</Notice>}</div>
      {reviewed.length > 0 ? <LeadList reviewed={reviewed} /> : null}
    </div>
  );
}

/** Keys of everybody whom the user has taken before; new with each capture. */
function useKnownKeys(owner: string): ReadonlySet<string> {
  const query = useCallback(async () => {
    const keys = await outbox.leads.where("[owner+key]").between([owner, ""], [owner, "\uffff"]).keys();
    return new Set(keys.flatMap((key) => (Array.isArray(key) ? [String(key[1])] : [])));
  }, [owner]);
  const empty = useMemo(() => new Set<string>(), []);
  return useLive(query) ?? empty;
}
