import {
  Ban,
  CircleCheck,
  CircleHelp,
  CircleMinus,
  Clock,
  KeyRound,
  type LucideIcon,
  Minus,
  ShieldOff,
  TriangleAlert,
} from "lucide-react";
import type { Tone } from "#ui/chip.tsx";

const outcomeLooks: Record<string, { tone: Tone; icon: LucideIcon }> = {
  found: { tone: "good", icon: CircleCheck },
  miss: { tone: "neutral", icon: CircleMinus },
  bad_input: { tone: "neutral", icon: CircleHelp },
  rate_limited: { tone: "warn", icon: Clock },
  out_of_credits: { tone: "warn", icon: Ban },
  auth: { tone: "bad", icon: KeyRound },
  opted_out: { tone: "warn", icon: ShieldOff },
  transient: { tone: "warn", icon: TriangleAlert },
  timeout: { tone: "warn", icon: Clock },
  skipped: { tone: "neutral", icon: Minus },
};
/** Icon and colour of how an ask ended. */
export function outcomeLook(outcome: string): { tone: Tone; icon: LucideIcon } {
  return (
    (Object.hasOwn(outcomeLooks, outcome) ? outcomeLooks[outcome] : undefined) ?? { tone: "neutral", icon: CircleHelp }
  );
}
