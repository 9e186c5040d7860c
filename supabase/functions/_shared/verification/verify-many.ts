import type { VerifyLevel } from "#core/verification/email-verdict.ts";
import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import type { EmailVerifier } from "./verify-email.ts";

/** More questions side by side bring nothing: the wait for DNS is shared by domain. */
const atOnce = 50;

/** Verdicts in the order of the addresses, some at a time. */
export async function verifyMany(
  verifier: Pick<EmailVerifier, "verify">,
  addresses: readonly string[],
  level: VerifyLevel,
): Promise<ExplainedVerdict[]> {
  const verdicts: ExplainedVerdict[] = Array(addresses.length);
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < addresses.length; at = next++) {
      verdicts[at] = await verifier.verify(addresses[at] ?? "", level);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, addresses.length) }, lane));
  return verdicts;
}
