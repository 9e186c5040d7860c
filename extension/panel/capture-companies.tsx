import { Building2 } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { completeCompany } from "#core/capture/captured-company.ts";
import type { Want } from "#core/jobs/words.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { Notice } from "#ui/notice.tsx";
import { companiesOf } from "../capture/take-page.ts";
import { askWorker } from "../messaging/ask-worker.ts";
import type { TabPage } from "./find-tab.ts";
import { useLanguage } from "./language.tsx";
import { outbox } from "./outbox.ts";
import { PageNotes } from "./page-notes.tsx";
import { useLive } from "./use-live.ts";

interface CaptureCompaniesProps {
  owner: string;
  space: string;
  found: TabPage;
  want: Want;
  onTaken: () => Promise<void>;
  /** How to begin with more than this page. */
  start: ReactNode;
}

/** The companies of the page at hand; keeping them costs nothing. */
export function CaptureCompanies({ owner, space, found, want, onTaken, start }: CaptureCompaniesProps) {
  const { messages } = useLanguage();
  const { companies: texts, problems } = messages.capture;
  const { page, tab } = found;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ tone: "good" | "bad"; text: string } | null>(null);
  const companies = useMemo(() => companiesOf(page), [page]);
  const list = companies.map(({ company_key }) => company_key).join("\n");
  const query = useCallback(async () => {
    const wanted = list === "" ? [] : list.split("\n").map((key) => [owner, space, key]);
    const rows = await outbox.companies.where("[owner+space+key]").anyOf(wanted).toArray();
    return new Map(rows.map((row) => [row.key, row.company]));
  }, [owner, space, list]);
  const known = useLive(query);
  // Also those of which this page tells more than was known.
  const fresh = companies.filter((company) => {
    const kept = known?.get(company.company_key);
    return kept === undefined || completeCompany(kept, company) !== null;
  });

  async function take() {
    setBusy(true);
    const answer = await askWorker("capture", { tab, want, without: [] });
    setBusy(false);
    setSaid(
      answer.ok
        ? { tone: "good", text: texts.taken(answer.value.added, answer.value.known) }
        : { tone: "bad", text: problems[answer.reason] ?? messages.panel.problems[answer.reason] ?? "" },
    );
    await onTaken();
  }

  return (
    <>
      <PageNotes page={page} counts={[texts.count(companies.length), messages.panel.page.fresh(fresh.length)]} />
      {companies.length > 0 ? (
        <section className="grid gap-2">
          <Button variant="primary" size="lg" busy={busy} disabled={fresh.length === 0} onClick={() => void take()}>
            {texts.capture(fresh.length)}
          </Button>
          <p className="text-xs text-ink-faint">{texts.hint}</p>
        </section>
      ) : null}
      <div aria-live="polite" className="empty:sr-only">
        {said === null ? null : <Notice tone={said.tone}>{said.text}</Notice>}
      </div>
      {start}
      {companies.length > 0 ? (
        <ul aria-label={texts.list} className="divide-y divide-line rounded-lg border border-line bg-surface">
          {companies.map((company) => (
            <li key={company.company_key} className="grid grid-cols-[minmax(0,1fr)] gap-1 px-3 py-2">
              <p className="font-semibold wrap-anywhere">{company.company}</p>
              <p className="text-xs wrap-anywhere text-ink-soft">
                {[company.industry, company.employees, company.location, company.website]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </p>
              {known?.has(company.company_key) === true ? (
                <p>
                  <Chip tone="neutral" icon={Building2}>
                    {messages.panel.page.chips.known}
                  </Chip>
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
