import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleEllipsis,
  CircleHelp,
  CircleMinus,
  CircleSlash,
  CircleX,
  Copy,
  Hourglass,
  type LucideIcon,
  RefreshCw,
  ShieldOff,
} from "lucide-react";
import { wordText } from "#core/i18n/messages.ts";
import type { ContactResult } from "#core/jobs/words.ts";
import type { EmailStatus } from "#core/verification/email-verdict.ts";
import { Chip, type Tone } from "#ui/chip.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import type { ContactRow } from "./contact-query.ts";

interface Look {
  tone: Tone;
  icon: LucideIcon;
}

const emailLooks: Record<EmailStatus, Look> = {
  deliverable: { tone: "good", icon: CircleCheck },
  risky: { tone: "warn", icon: CircleAlert },
  undeliverable: { tone: "bad", icon: CircleX },
  unknown: { tone: "neutral", icon: CircleHelp },
};

/** What our check says of an address, and how sure it is. */
export function EmailStatusChip({ status, confidence }: { status: EmailStatus; confidence: number | null }) {
  const { results } = useMessages();
  const { number } = useFormats();
  return (
    <Chip {...emailLooks[status]}>
      {results.emailStatuses[status]}
      {confidence === null ? null : (
        <>
          <span aria-hidden> {number(confidence)}</span>
          <span className="sr-only">, {results.confidence(confidence)}</span>
        </>
      )}
    </Chip>
  );
}

const resultLooks: Record<ContactResult, Look> = {
  found: { tone: "good", icon: CircleCheck },
  partial: { tone: "warn", icon: CircleEllipsis },
  not_found: { tone: "neutral", icon: CircleMinus },
  invalid_row: { tone: "warn", icon: CircleAlert },
  suppressed: { tone: "neutral", icon: ShieldOff },
  failed: { tone: "bad", icon: CircleX },
};

const statusLooks: Record<Exclude<ContactRow["status"], "done">, Look> = {
  draft: { tone: "neutral", icon: CircleDashed },
  pending: { tone: "neutral", icon: CircleDashed },
  working: { tone: "info", icon: RefreshCw },
  duplicate: { tone: "neutral", icon: Copy },
  cancelled: { tone: "neutral", icon: CircleSlash },
};

/** The number is on its way; everything else of the contact is there. */
function PhonePendingChip() {
  const { trail } = useMessages();
  return (
    <Chip tone="info" icon={Hourglass}>
      {trail.phonePending}
    </Chip>
  );
}

/** How a contact ended, or where it is on its way. */
export function ContactChip({ contact }: { contact: Pick<ContactRow, "status" | "result" | "phone_status"> }) {
  const { results } = useMessages();
  if (contact.status === "working" && contact.phone_status === "pending") return <PhonePendingChip />;
  if (contact.status !== "done") {
    return <Chip {...statusLooks[contact.status]}>{results.statuses[contact.status]}</Chip>;
  }
  const result = contact.result ?? "failed";
  return <Chip {...resultLooks[result]}>{wordText(results.results, result)}</Chip>;
}
