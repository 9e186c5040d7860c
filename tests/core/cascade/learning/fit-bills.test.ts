import { describe, expect, it } from "vitest";
import { fitBills } from "#core/cascade/learning/fit-bills.ts";
import { unseenModel } from "#core/cascade/learning/fit-model.ts";
import { openModel } from "#core/cascade/learning/model.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import { readTrail } from "#core/cascade/learning/situations.ts";
import type { Cell } from "#core/cascade/learning/snapshot.ts";

const { priors } = unlearned();
const cell = (provider: string, missed: string, asked: number, costMicros: number): Cell => ({
  segment: "elsewhere",
  channel: "email",
  missed,
  held: "none",
  provider,
  asked,
  quality: [0, 0, 0, 0, 0, 0],
  cost_micros: asked * costMicros,
});
function billsOf(cells: Cell[]) {
  const trail = readTrail(priors.email, cells);
  const open = openModel(unseenModel(trail));
  const bills = fitBills(trail, open);
  const reach = open.reach(trail.situationOf("elsewhere", ["hunter", "icypeas"], "none"), trail.placeOf("apollo") ?? 0);
  return { of: (provider: string) => bills[trail.placeOf(provider) ?? -1], reach };
}

describe("fitBills", () => {
  it("believes the price list until something was charged", () => {
    const { of } = billsOf([]);
    const { bill, match } = priors.email.apollo ?? expect.fail();
    expect(of("apollo")?.ask).toBeCloseTo(bill.ask, 6);
    expect(of("apollo")?.reach).toBeCloseTo(bill.match * match, 6);
    expect(of("hunter")?.ask).toBeCloseTo(0, 6);
  });

  it("tells what is paid for being asked from what is paid for people who are found", () => {
    const { reach } = billsOf([]);
    expect(reach).toBeLessThan(0.8);
    const late = "hunter+icypeas";
    const forAsks = billsOf([cell("apollo", "", 3_000, 9_000), cell("apollo", late, 3_000, 9_000)]).of("apollo");
    expect(forAsks?.ask).toBeGreaterThan(6_000);
    expect(forAsks?.reach).toBeLessThan(3_000);
    const forPeople = billsOf([cell("apollo", "", 3_000, 9_000), cell("apollo", late, 3_000, 9_000 * reach)]).of(
      "apollo",
    );
    expect(forPeople?.ask).toBeLessThan(500);
    expect(forPeople?.reach).toBeGreaterThan(8_500);
  });

  it("never expects to be paid", () => {
    for (const [first, late] of [
      [10_000, 0],
      [0, 10_000],
      [0, 0],
    ] as const) {
      const { of } = billsOf([cell("apollo", "", 2_000, first), cell("apollo", "hunter+icypeas", 2_000, late)]);
      expect(of("apollo")?.ask).toBeGreaterThanOrEqual(0);
      expect(of("apollo")?.reach).toBeGreaterThanOrEqual(0);
    }
  });
});
