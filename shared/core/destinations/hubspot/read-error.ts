import { z } from "zod";
import type { DeliveryReason } from "../words.ts";

/** Any field may be missing: HubSpot documents them all as optional. */
export const errorSchema = z.object({
  category: z.string().max(200).nullish().catch(null),
  message: z.string().max(100_000).nullish().catch(null),
  context: z.record(z.string(), z.unknown()).nullish().catch(null),
});
export type HubspotError = z.infer<typeof errorSchema>;

export interface Refusal {
  reason: DeliveryReason;
  /** Names of the properties that it is about. */
  properties: string[];
}

const byCode: Readonly<Record<string, DeliveryReason>> = {
  INVALID_EMAIL: "invalid_email",
  PROPERTY_DOESNT_EXIST: "unknown_property",
  REQUIRED_FIELD: "required_property",
  REQUIRED_PROPERTY_MISSING: "required_property",
};

/** What an error is about. The list of faulty properties is JSON inside of the message. */
export function readError(error: HubspotError): Refusal {
  const message = error.message ?? "";
  const faults = faultsOf(message);
  const properties = [
    ...new Set(faults.map(({ name }) => name ?? "").filter((name) => /^[a-z0-9_]{1,100}$/i.test(name))),
  ];
  const codes = faults.map(({ error: code }) => code ?? "");
  const known = codes.map((code) => byCode[code]).find((reason) => reason !== undefined);
  if (known !== undefined) return { reason: known, properties };
  if (error.category === "CONFLICT") return { reason: "conflict", properties };
  if (/required propert/i.test(message)) return { reason: "required_property", properties };
  if (/email address .* (is )?invalid/i.test(message)) return { reason: "invalid_email", properties };
  if (error.category === "VALIDATION_ERROR") return { reason: "invalid_value", properties };
  return { reason: "other", properties };
}

const faultSchema = z.object({ error: z.string().max(200).nullish(), name: z.string().max(200).nullish() });

function faultsOf(message: string): z.infer<typeof faultSchema>[] {
  const from = message.indexOf("[{");
  const to = message.lastIndexOf("}]");
  if (from < 0 || to < from) return [];
  try {
    const parsed = z
      .array(faultSchema)
      .max(500)
      .safeParse(JSON.parse(message.slice(from, to + 2)));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
