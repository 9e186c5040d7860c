import { CircleDashed, Filter, ScanText, UserCheck } from "lucide-react";
import { Chip } from "#ui/chip.tsx";
import { useLanguage } from "./language.tsx";
import type { ReviewedLead } from "./review-page.ts";

/** The people of the page as they would be taken. Names come from a website and are shown as text only. */
export function LeadList({ reviewed }: { reviewed: readonly ReviewedLead[] }) {
  const { panel, capture } = useLanguage().messages;
  const texts = panel.page;
  const { fromPage } = capture;
  return (
    <ul aria-label={texts.list} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {reviewed.map(({ lead, known, complete, mismatches }) => (
        <li key={lead.person_key} className="grid grid-cols-[minmax(0,1fr)] gap-1 px-3 py-2">
          <p className="font-semibold wrap-anywhere">{lead.full_name ?? lead.name_raw}</p>
          <p className="text-xs wrap-anywhere text-ink-soft">
            {[lead.title ?? texts.noTitle, lead.company].filter((part) => part !== null).join(" · ")}
          </p>
          {known || !complete || mismatches.length > 0 || lead.source === "dom" ? (
            <p className="flex flex-wrap gap-1">
              {known ? (
                <Chip tone="neutral" icon={UserCheck}>
                  {texts.chips.known}
                </Chip>
              ) : null}
              {complete ? null : (
                <Chip tone="warn" icon={CircleDashed}>
                  {texts.chips.incomplete}
                </Chip>
              )}
              {lead.source === "dom" ? (
                <Chip tone="neutral" icon={ScanText}>
                  {fromPage}
                </Chip>
              ) : null}
              {mismatches.length > 0 ? (
                <Chip tone="warn" icon={Filter}>
                  {texts.chips.mismatch}
                </Chip>
              ) : null}
            </p>
          ) : null}
          {mismatches.map((one) => (
            <p key={one.filter} className="text-xs wrap-anywhere text-ink-faint">
              {texts.mismatchReason(one.wanted, one.seen)}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
