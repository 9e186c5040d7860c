import type { Db } from "../../db/port.ts";
import type { EmailService } from "./email-service.ts";

const askedAgainMs = 30_000;

/** A service that is asked only while no verifier of ours is near: what we find out ourselves costs nothing. */
export function whereNobodyIsNear(options: {
  db: Db;
  now(): number;
  service: EmailService | null;
}): EmailService | null {
  const { db, now, service } = options;
  if (service === null) return null;
  let near: { able: Promise<boolean>; until: number } | null = null;
  const isNear = (): Promise<boolean> => {
    if (near === null || near.until <= now()) {
      const able = db
        .rpc<{ able: boolean }>("verification_ask", { p_asks: [], p_urgent: false, p_wanted_ms: 1_000 })
        .then((state) => state.able);
      near = { able, until: now() + askedAgainMs };
    }
    return near.able;
  };
  return {
    ask: async (address) => {
      try {
        return (await isNear()) ? null : await service.ask(address);
      } catch {
        // Without the database nobody knows whether the day's allowance is used up: nothing is bought.
        near = null;
        return null;
      }
    },
  };
}
