import { type Calibration, type CalibrationCount, uncalibrated } from "#core/results/calibration/calibration.ts";
import { fitCalibration } from "#core/results/calibration/fit-calibration.ts";
import { Dice } from "#local/simulators/dice.ts";
import { brierScore, calibrationError, goodAmong, reliability } from "#tests/support/calibration/measure.ts";
import { type Delivered, deliver, simulatedVerifier } from "#tests/support/calibration/simulated-cascade.ts";
import { simulatedPeople } from "#tests/support/calibration/simulated-people.ts";

/**
 * Is a confidence of 90 right nine times in ten? In the simulated world the truth is known: one half of the people is used
 * to fit, the other half to measure. Beside it the defaults alone, and a fitting from as little as users report.
 */
const seed = 11;
const people = simulatedPeople(24_000, seed);
const fitted = people.filter((_, index) => index % 2 === 0);
const heldOut = people.filter((_, index) => index % 2 === 1);
const world = { seed, verifier: simulatedVerifier(seed), threshold: 90 };

async function deliverAll(half: typeof people, calibration: Calibration): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  for (const person of half) {
    const answer = await deliver(person, calibration, world);
    if (answer) delivered.push(answer);
  }
  return delivered;
}

/** Outcomes by evidence, as the database counts them; `weigh` says how much of each outcome gets known. */
function count(
  delivered: readonly Delivered[],
  weigh: (answer: Delivered, index: number) => [number, number],
): CalibrationCount[] {
  const cells = new Map<string, CalibrationCount>();
  for (const [index, answer] of delivered.entries()) {
    const key = JSON.stringify(answer.evidence);
    const cell = cells.get(key) ?? { evidence: answer.evidence, good: 0, bad: 0 };
    const [good, bad] = weigh(answer, index);
    cell.good += good;
    cell.bad += bad;
    cells.set(key, cell);
  }
  return [...cells.values()];
}

/** A quarter of what bounces is reported, one good address in twenty is praised, silence counts for a quarter. */
function asReported(answer: Delivered, index: number): [number, number] {
  const dice = new Dice(`report ${index}`, seed);
  if (!answer.good && dice.roll("bad") < 0.25) return [0, 1];
  return answer.good && dice.roll("good") < 0.05 ? [1, 0] : [0.25, 0];
}

function print(
  name: string,
  value: number,
  unit: string,
  more: { aim?: ["<=" | ">=", number]; note?: string; peer?: string } = {},
): void {
  const { aim, note, peer } = more;
  const judged = aim && { aim: `${aim[0]} ${aim[1]}`, ok: aim[0] === "<=" ? value <= aim[1] : value >= aim[1] };
  console.log(
    JSON.stringify({
      bench: "calibration",
      name,
      value: Math.round(value * 10_000) / 10_000,
      unit,
      ...judged,
      peer,
      note,
    }),
  );
}

function report(prefix: string, delivered: readonly Delivered[], of: number, isMeasured: boolean): void {
  const sure = delivered.filter(({ confidence }) => confidence >= 90).length;
  const aim = <T>(value: T) => (isMeasured ? { aim: value } : {});
  const size = `${delivered.length} addresses for ${of} people`;
  print(`${prefix}expected_calibration_error`, calibrationError(delivered), "probability", {
    ...aim(["<=", 0.03] as ["<=", number]),
    note: size,
  });
  print(`${prefix}brier_score`, brierScore(delivered), "score", { note: "0 is perfect; a coin has 0.25" });
  print(`${prefix}good_at_90_or_more`, 100 * goodAmong(delivered, 90), "%", {
    ...aim([">=", 97] as [">=", number]),
    note: `${sure} addresses`,
  });
  print(`${prefix}coverage_at_90_or_more`, (100 * sure) / of, "%", {
    note: `${(delivered.reduce((sum, { asks }) => sum + asks, 0) / delivered.length).toFixed(2)} asks an address`,
  });
  for (const { from, to, count: n, said, was } of reliability(delivered)) {
    print(`${prefix}reliability_${from}_${to}`, was, "share good", {
      note: `${n} addresses, said ${said.toFixed(3)}`,
    });
  }
}

const byDefault = await deliverAll(fitted, uncalibrated);
const known = fitCalibration({ id: 1, counts: count(byDefault, ({ good }) => (good ? [1, 0] : [0, 1])) });
const reported = fitCalibration({ id: 2, counts: count(byDefault, asReported) });

report("", await deliverAll(heldOut, known), heldOut.length, true);
report("from_reports_", await deliverAll(heldOut, reported), heldOut.length, false);
const untrained = await deliverAll(heldOut, uncalibrated);
report("untrained_", untrained, heldOut.length, false);
const stated = { verified: 99, probable: 90, catch_all: 70, weak: 50 };
const labelsAlone = untrained.map(({ evidence, good }) => ({ confidence: stated[evidence.label], good }));
const peer = "the providers' labels alone";
print("expected_calibration_error", calibrationError(labelsAlone), "probability", { peer });
print("good_at_90_or_more", 100 * goodAmong(labelsAlone, 90), "%", { peer });
