import type { Answer, Failure } from "#core/providers/provider-port.ts";
import type { ArmedProvider, Lane, WorkerDeps } from "./deps.ts";

/** Breakers stay open this long when a provider does not say how long to wait. */
const defaultBreakMs = 30_000;

/** A batch in which every single call failed in the same way tells of the provider, not of the contacts. */
export async function reportAnswers(
  deps: WorkerDeps,
  lane: Lane,
  provider: ArmedProvider,
  answers: readonly Answer[],
): Promise<void> {
  const switchedOff = answers.find((answer) => answer.outcome === "auth" || answer.outcome === "out_of_credits");
  if (switchedOff && switchedOff.outcome !== "found") return reportFailure(deps, lane, provider, switchedOff);
  const broken = answers.filter((answer) => answer.outcome === "transient" || answer.outcome === "timeout");
  const [first] = broken;
  if (first && broken.length === answers.length && first.outcome !== "found")
    return reportFailure(deps, lane, provider, first);
  await deps.db.report(lane.provider, provider.keyId, "ok", 0);
}

export async function reportFailure(
  deps: WorkerDeps,
  lane: Lane,
  provider: ArmedProvider,
  failure: Failure,
): Promise<void> {
  deps.log("provider_failure", { provider: lane.provider, outcome: failure.outcome, detail: failure.detail });
  const retryMs = failure.retryAfterMs ?? defaultBreakMs;
  if (failure.outcome === "auth" || failure.outcome === "out_of_credits") {
    await deps.db.report(lane.provider, provider.keyId, failure.outcome, retryMs);
  } else if (failure.outcome === "transient" || failure.outcome === "timeout") {
    await deps.db.report(lane.provider, provider.keyId, "failure", retryMs);
  }
}

/** A client must not throw; if one does, its provider counts as broken and everything else goes on. */
export async function guard<T>(
  deps: WorkerDeps,
  lane: Lane,
  call: () => Promise<T>,
): Promise<T | { kind: "failed"; failure: Failure }> {
  try {
    return await call();
  } catch (error) {
    deps.log("client_threw", { provider: lane.provider, message: error instanceof Error ? error.message : "unknown" });
    return { kind: "failed", failure: { outcome: "transient", detail: "the answer could not be handled" } };
  }
}
