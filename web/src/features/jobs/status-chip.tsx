import {
  CircleCheck,
  CirclePause,
  CircleSlash,
  CircleX,
  Hourglass,
  type LucideIcon,
  PencilLine,
  RefreshCw,
} from "lucide-react";
import type { JobStatus } from "#core/jobs/words.ts";
import { Chip, type Tone } from "#ui/chip.tsx";
import { useMessages } from "../../language.tsx";

const looks: Record<JobStatus, { tone: Tone; icon: LucideIcon }> = {
  draft: { tone: "neutral", icon: PencilLine },
  running: { tone: "info", icon: RefreshCw },
  paused: { tone: "neutral", icon: CirclePause },
  waiting: { tone: "warn", icon: Hourglass },
  completed: { tone: "good", icon: CircleCheck },
  cancelled: { tone: "neutral", icon: CircleSlash },
  failed: { tone: "bad", icon: CircleX },
};

export function JobStatusChip({ status }: { status: JobStatus }) {
  const messages = useMessages();
  const { tone, icon } = looks[status];
  return (
    <Chip tone={tone} icon={icon}>
      {messages.jobs.statuses[status]}
    </Chip>
  );
}
