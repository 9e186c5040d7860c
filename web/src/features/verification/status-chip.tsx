import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CircleX,
  type LucideIcon,
  RefreshCw,
} from "lucide-react";
import type { ListStatus, RowStatus } from "#core/verification/list-words.ts";
import { Chip, type Tone } from "#ui/chip.tsx";
import { useMessages } from "../../language.tsx";

const rowLooks: Record<RowStatus, { tone: Tone; icon: LucideIcon }> = {
  deliverable: { tone: "good", icon: CircleCheck },
  risky: { tone: "warn", icon: CircleAlert },
  unknown: { tone: "neutral", icon: CircleHelp },
  undeliverable: { tone: "bad", icon: CircleX },
  valid: { tone: "good", icon: CircleCheck },
  possible: { tone: "warn", icon: CircleAlert },
  invalid: { tone: "bad", icon: CircleX },
  empty: { tone: "neutral", icon: CircleMinus },
};

/** What verification says of a value; null: it waits. */
export function RowStatusChip({ status }: { status: RowStatus | null }) {
  const { verification } = useMessages();
  if (status === null) {
    return (
      <Chip tone="neutral" icon={CircleDashed}>
        {verification.waiting}
      </Chip>
    );
  }
  return <Chip {...rowLooks[status]}>{verification.statusOf[status]}</Chip>;
}

const listLooks: Record<ListStatus, { tone: Tone; icon: LucideIcon }> = {
  draft: { tone: "neutral", icon: CircleDashed },
  running: { tone: "info", icon: RefreshCw },
  completed: { tone: "good", icon: CircleCheck },
};

export function ListStatusChip({ status }: { status: ListStatus }) {
  const { verification } = useMessages();
  return <Chip {...listLooks[status]}>{verification.statuses[status]}</Chip>;
}
