import { failure } from "../failure.ts";
import type { Answer } from "../provider-port.ts";
import { usableEmail } from "../usable-email.ts";

/** Findymail returns verified addresses only, one a person, 1 credit each. */
export function mapSearch(raw: string | null): Answer {
  if (raw === null || raw === "") return failure("miss", "Findymail found no address");
  const email = usableEmail(raw);
  if (email === null) return failure("miss", "Findymail had only an unusable address", { credits: 1 });
  return {
    outcome: "found",
    emails: [{ email, label: "verified", nativeLabel: "verified", score: null }],
    phones: [],
    credits: 1,
  };
}
