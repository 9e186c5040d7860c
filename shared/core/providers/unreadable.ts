import { failure } from "./failure.ts";
import type { Failure } from "./provider-port.ts";

/** The failure for an answer that is no JSON or not of the documented shape: nothing of it is used. */
export function unreadable(label: string, what = "answer"): Failure {
  return failure("transient", `${label} sent an ${what} that cannot be read`);
}
