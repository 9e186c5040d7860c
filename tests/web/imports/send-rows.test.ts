import { describe, expect, it } from "vitest";
import { type SendRowsInput, sendRows } from "../../../web/src/features/imports/send-rows.ts";

class Passing extends Error {}

/** A server that keeps rows by number and fails where it is told to. */
function setup(total: number, chunk: number, failures: (Error | null)[] = []) {
  const kept = new Map<number, number>();
  const waits: number[] = [];
  const sent: number[] = [];
  const controller = new AbortController();
  const input: SendRowsInput = {
    from: 0,
    total,
    read: async (from) => {
      const count = Math.min(chunk, total - from);
      return {
        rows: Array.from({ length: count }, (_, index) => ({ row_number: from + index + 1, cells: [] })),
        next: from + count,
      };
    },
    send: async (rows) => {
      const failure = failures.shift() ?? null;
      if (failure) throw failure;
      for (const row of rows) kept.set(row.row_number, (kept.get(row.row_number) ?? 0) + 1);
    },
    onSent: (next) => sent.push(next),
    isPassing: (error) => error instanceof Passing,
    wait: async (ms) => {
      waits.push(ms);
    },
    signal: controller.signal,
  };
  return { input, kept, waits, sent, controller };
}

describe("sendRows", () => {
  it("does not try again what cannot pass", async () => {
    const { input, waits } = setup(10, 4, [new Error("no")]);
    await expect(sendRows(input)).rejects.toThrow("no");
    expect(waits).toEqual([]);
  });

  it("gives up after four passing failures and goes on later where it stopped", async () => {
    const failures = [null, ...Array.from({ length: 4 }, () => new Passing("down"))];
    const { input, kept, waits, sent } = setup(10, 4, failures);
    await expect(sendRows(input)).rejects.toThrow("down");
    expect(sent).toEqual([4]);
    expect(waits).toEqual([500, 2_000, 5_000]);
    await sendRows({ ...input, from: sent.at(-1) ?? 0 });
    expect([...kept.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(kept.values())).toEqual(new Set([1]));
  });

  it("survives a short failure without anybody noticing", async () => {
    const { input, kept, sent } = setup(5, 2, [new Passing(""), new Passing("")]);
    await sendRows(input);
    expect(kept.size).toBe(5);
    expect(sent).toEqual([2, 4, 5]);
  });

  it("stops when it is told to", async () => {
    const { input, controller, kept } = setup(4, 2);
    controller.abort();
    await expect(sendRows(input)).rejects.toThrow();
    expect(kept.size).toBe(0);
  });

  it("does not turn in circles when a reader has nothing more", async () => {
    const { input } = setup(4, 2);
    await expect(sendRows({ ...input, read: async (from) => ({ rows: [], next: from }) })).rejects.toThrow(
      "no rows from 0",
    );
  });
});
