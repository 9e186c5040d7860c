import { expect, it } from "vitest";
import { disposableTable } from "#functions/_shared/verification/disposable-table.ts";

function setUp(listed: readonly string[]) {
  const state = { now: 0, questions: [] as string[][], down: false };
  const ask = disposableTable({
    db: {
      rpc: async <T>(_name: string, args: Record<string, unknown>): Promise<T> => {
        const domains = args.p_domains as string[];
        state.questions.push(domains);
        if (state.down) throw new Error("no database");
        return domains.filter((domain) => listed.includes(domain)) as T;
      },
    },
    now: () => state.now,
  });
  return { state, ask };
}

it("finds a name and those below it, down to the registrable domain and no further", async () => {
  const { ask } = setUp(["thrown.co.uk", "co.uk", "box.away.example"]);
  expect(await ask("thrown.co.uk")).toBe(true);
  expect(await ask("a.b.thrown.co.uk")).toBe(true);
  expect(await ask("honest.co.uk")).toBe(false);
  expect(await ask("box.away.example")).toBe(true);
  expect(await ask("away.example")).toBe(false);
});

it("asks once for the questions of a moment, and not again for a while", async () => {
  const { state, ask } = setUp(["thrown.example"]);
  const answers = await Promise.all(["thrown.example", "a.thrown.example", "kept.example", "kept.example"].map(ask));
  expect(answers).toEqual([true, true, false, false]);
  expect(state.questions).toHaveLength(1);
  await ask("kept.example");
  expect(state.questions).toHaveLength(1);
  state.now = 11 * 60_000;
  await ask("kept.example");
  expect(state.questions).toHaveLength(2);
});

it("takes a table that does not answer for one that knows nothing, and asks again", async () => {
  const { state, ask } = setUp(["thrown.example"]);
  state.down = true;
  expect(await ask("thrown.example")).toBe(false);
  state.down = false;
  expect(await ask("thrown.example")).toBe(true);
});
