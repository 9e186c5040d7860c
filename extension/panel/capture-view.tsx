import { FileSearch } from "lucide-react";
import { useState } from "react";
import type { AccountSummary, WorkerStatus } from "#contracts/extension-messages.ts";
import type { Want } from "#core/jobs/words.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { CaptureCompanies } from "./capture-companies.tsx";
import { CapturePeople } from "./capture-people.tsx";
import { RunCard, RunStart } from "./capture-run.tsx";
import { findTab, type TabPage } from "./find-tab.ts";
import { useLanguage } from "./language.tsx";
import { LeadView } from "./lead-view.tsx";
import { useAsked } from "./use-asked.ts";
import { useRun } from "./use-run.ts";

interface CaptureViewProps {
  owner: string;
  status: WorkerStatus;
  prices: AccountSummary | null;
  onTaken: () => Promise<void>;
}

/** Wrapped, so that "no page" is an answer too. */
const look = async (): Promise<{ found: TabPage | null }> => ({ found: await findTab() });

/** The collection that is on, and the page at hand. What was chosen stays from page to page. */
export function CaptureView({ owner, status, prices, onTaken }: CaptureViewProps) {
  const { common } = useLanguage().messages;
  const { value } = useAsked(look, 1_500);
  const open = useRun(owner);
  const [want, setWant] = useState<Want>(status.want);
  const [leaveOut, setLeaveOut] = useState(false);
  if (value === null) return <p className="text-ink-faint">{common.loading}</p>;
  const { found } = value;
  const shared = { owner, space: status.workspace ?? "", onTaken };
  const choice = { want, setWant };
  const start =
    open === null || open.run !== null || found === null ? null : (
      <RunStart found={found} prices={prices} want={want} fitting={leaveOut} />
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {open === null || open.run === null ? null : <RunCard run={open.run} found={found} onDismiss={open.dismiss} />}
      {found === null || found.page.kind === "other" ? (
        <NoPage />
      ) : found.page.kind === "lead_page" || found.page.kind === "classic_profile" ? (
        <>
          <LeadView
            {...choice}
            owner={owner}
            status={status}
            tab={found.tab}
            page={found.page}
            prices={prices}
            onTaken={onTaken}
          />
          {start}
        </>
      ) : found.page.kind.startsWith("account") ? (
        <CaptureCompanies {...shared} found={found} want={want} start={start} />
      ) : (
        <CapturePeople
          {...shared}
          found={found}
          {...choice}
          prices={prices}
          leaveOut={leaveOut}
          setLeaveOut={setLeaveOut}
          start={start}
        />
      )}
    </div>
  );
}

function NoPage() {
  const { none } = useLanguage().messages.panel.page;
  return (
    <EmptyState icon={FileSearch} title={none.title}>
      {none.body}
    </EmptyState>
  );
}
