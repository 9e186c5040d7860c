import { type Calibration, type CalibrationSnapshot, uncalibrated } from "#core/results/calibration/calibration.ts";
import { fitCalibration } from "#core/results/calibration/fit-calibration.ts";
import type { Db } from "./port.ts";

/** How long a worker goes on with the curves it has before it asks for newer ones. */
const keptMs = 300_000;

/**
 * The newest curves, fitted once and kept for five minutes. Asking is also what makes the database count anew, at most once
 * an hour and only when somebody reported something. Simulated answers have counts of their own.
 */
export function calibrationSource(db: Db, now: () => number = Date.now): (sandbox: boolean) => Promise<Calibration> {
  const kept = new Map<boolean, { until: number; calibration: Promise<Calibration> }>();
  return (sandbox) => {
    const known = kept.get(sandbox);
    if (known && known.until > now()) return known.calibration;
    const calibration = load(db, sandbox);
    kept.set(sandbox, { until: now() + keptMs, calibration });
    // A failure is the caller's to hear of, but not to be remembered.
    calibration.catch(() => kept.delete(sandbox));
    return calibration;
  };
}

async function load(db: Db, sandbox: boolean): Promise<Calibration> {
  const snapshot = await db.rpc<CalibrationSnapshot | null>("calibration_current", { p_sandbox: sandbox });
  return snapshot ? fitCalibration(snapshot) : uncalibrated;
}
