import { afterEach, describe, expect, it } from "vitest";
import type { ProviderBatch } from "#functions/_shared/providers/client.ts";
import { icypeasClient } from "#functions/_shared/providers/icypeas.ts";
import { person } from "../../core/providers/person.ts";
import { contextFor } from "./context.ts";
import { answer, faults, respond, type Scripted, type SeenRequest, startScripted } from "./scripted-server.ts";

let server: Scripted | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const batchId = "5f0c6d1e-0000-4000-8000-000000000001";
let serial = 0;
/** A new job each time: clients remember what they read of a job. */
const newFile = () => `f_${serial++}`;

const batchOf = (count: number, from = 0): ProviderBatch => ({
  id: batchId,
  channel: "email",
  queries: Array.from({ length: count }, (_, index) => person({ ref: `lead-${from + index}` })),
});

interface Row {
  ref: string | null;
  status: string;
}

/** Icypeas as far as reads go: rows of one bulk in pages of 100 with bookmarks, and the state of the bulk. */
function bulk(file: string, rows: Row[], state: { finished: boolean }) {
  return respond(({ url, body }: SeenRequest) => {
    const asked = body as { file?: string; limit: number; sorts?: [number, number][] };
    if (url === "/search-files/read") {
      const running = rows.filter(({ status }) => status === "IN_PROGRESS").length;
      const files = [{ file, name: batchId, total: rows.length, "in-progress": running, finished: state.finished }];
      return { success: true, files: asked.file === undefined || asked.file === file ? files : [], sorts: [[1, file]] };
    }
    const start = (asked.sorts?.at(-1)?.[1] ?? -1) + 1;
    const items = rows.slice(start, start + asked.limit).map(({ ref, status }, index) => ({
      _id: `${file}_${start + index}`,
      order: start + index,
      status,
      results: {
        emails: status === "DEBITED" ? [{ email: `p${start + index}@northwind.example`, certainty: "sure" }] : [],
      },
      userData: { externalId: ref },
    }));
    const sorts =
      items.length === 0
        ? []
        : [
            [1, start],
            [1, start + items.length - 1],
          ];
    return { success: true, items, total: rows.length, sorts };
  });
}

const rowsOf = (count: number, status = "DEBITED"): Row[] =>
  Array.from({ length: count }, (_, index) => ({ ref: `lead-${index}`, status }));
const paths = () => server?.seen.map(({ url }) => url) ?? [];

describe("submit", () => {
  it("sends one contact as a single search and several as a bulk", async () => {
    server = await startScripted(
      answer({ success: true, item: { _id: "p_1", status: "NONE" } }),
      answer({ success: true, status: "x", file: "f_1" }),
    );
    const context = contextFor("icypeas", server.url);
    expect(await icypeasClient.submit(batchOf(1), context)).toMatchObject({
      kind: "accepted",
      externalId: "single:p_1",
    });
    expect(await icypeasClient.submit(batchOf(2), context)).toMatchObject({ kind: "accepted", externalId: "bulk:f_1" });
    expect(paths()).toEqual(["/email-search", "/bulk-search"]);
    expect(server.seen[0]?.headers.authorization).toBe("secret-key-1");
    expect(server.seen[0]?.body).toMatchObject({ custom: { externalId: batchId } });
    expect(server.seen[1]?.body).toMatchObject({ name: batchId, custom: { externalIds: ["lead-0", "lead-1"] } });
  });

  it("signs calls when a secret is set", async () => {
    server = await startScripted(answer({ success: true, item: { _id: "p_1" } }));
    const now = () => Date.UTC(2026, 9, 1, 9, 0, 0);
    const context = contextFor("icypeas", `${server.url}/api`, {
      settings: { ICYPEAS_API_SECRET: "abc" },
      options: { now },
    });
    await icypeasClient.submit(batchOf(1), context);
    const { headers } = server.seen[0] ?? {};
    expect(headers?.["x-rock-timestamp"]).toBe("2026-10-01T09:00:00.000Z");
    const { createHmac } = await import("node:crypto");
    const expected = createHmac("sha1", "abc").update("post/api/email-search2026-10-01t09:00:00.000z").digest("hex");
    expect(headers?.authorization).toBe(`secret-key-1:${expected}`);
  });

  it("finds the job again when only its acknowledgement was lost", async () => {
    const file = newFile();
    server = await startScripted(faults.reset ?? answer({}), bulk(file, rowsOf(2), { finished: false }));
    const result = await icypeasClient.submit(batchOf(2), contextFor("icypeas", server.url));
    expect(result).toMatchObject({ kind: "accepted", externalId: `bulk:${file}` });
    expect(paths()).toEqual(["/bulk-search", "/search-files/read"]);
  });

  it("fails only when it is sure that there is no such job", async () => {
    const none = answer({ success: true, files: [], items: [], sorts: [] });
    server = await startScripted(answer("oops", 500), none);
    expect(await icypeasClient.submit(batchOf(2), contextFor("icypeas", server.url))).toMatchObject({ kind: "failed" });
    server.setScript(faults.reset ?? none);
    expect(await icypeasClient.submit(batchOf(2), contextFor("icypeas", server.url))).toMatchObject({
      kind: "unknown",
    });
  });

  it("does not look for a job that was never sent", async () => {
    server = await startScripted(answer({}));
    const { url } = server;
    await server.close();
    expect(await icypeasClient.submit(batchOf(2), contextFor("icypeas", url))).toMatchObject({ kind: "failed" });
    server = undefined;
  });

  it("does not look for a job that was refused", async () => {
    server = await startScripted(answer({ success: false, validationErrors: [] }));
    const result = await icypeasClient.submit(batchOf(2), contextFor("icypeas", server.url));
    expect(result).toMatchObject({ kind: "failed", failure: { outcome: "bad_input" } });
    expect(paths()).toEqual(["/bulk-search"]);
  });
});

describe("recover", () => {
  it("finds a bulk by the batch's id among pages of files", async () => {
    const page = (from: number, names: string[]) => ({
      success: true,
      files: names.map((name, index) => ({ file: `f_${from + index}`, name, finished: false })),
      sorts: [
        [1, from],
        [1, from + names.length - 1],
      ],
    });
    server = await startScripted(answer(page(1, ["other", "another"])), answer(page(3, [batchId])));
    expect(await icypeasClient.recover?.(batchOf(2), contextFor("icypeas", server.url))).toBe("bulk:f_3");
    expect(server.seen[1]?.body).toMatchObject({
      next: true,
      sorts: [
        [1, 1],
        [1, 2],
      ],
    });
  });

  it("finds a single search, also in a batch whose other contacts could not be asked for", async () => {
    const respondSingles = respond(({ url }) =>
      url === "/search-files/read"
        ? { success: true, files: [], sorts: [] }
        : { success: true, items: [{ _id: "p_9", status: "NONE", userData: { externalId: batchId } }], sorts: [] },
    );
    server = await startScripted(respondSingles);
    expect(await icypeasClient.recover?.(batchOf(1), contextFor("icypeas", server.url))).toBe("single:p_9");
    expect(await icypeasClient.recover?.(batchOf(3), contextFor("icypeas", server.url))).toBe("single:p_9");
  });

  it("says null when there is none", async () => {
    server = await startScripted(answer({ success: true, files: [], items: [], sorts: [] }));
    expect(await icypeasClient.recover?.(batchOf(2), contextFor("icypeas", server.url))).toBeNull();
  });
});

describe("polling a bulk of one page", () => {
  it("gives partial answers while rows are running", async () => {
    const file = newFile();
    const rows = rowsOf(3);
    rows[1] = { ref: "lead-1", status: "IN_PROGRESS" };
    server = await startScripted(bulk(file, rows, { finished: false }));
    const context = contextFor("icypeas", server.url);
    const first = await icypeasClient.poll?.(`bulk:${file}`, batchOf(3), context);
    expect(first).toMatchObject({ kind: "pending", answers: [{ outcome: "found" }, null, { outcome: "found" }] });
    rows[1] = { ref: "lead-1", status: "NOT_FOUND" };
    // The other two are settled by now and no longer part of the batch.
    const second = await icypeasClient.poll?.(`bulk:${file}`, batchOf(1, 1), context);
    expect(second).toMatchObject({ kind: "answers", answers: [{ outcome: "miss" }] });
    const files = "/search-files/read";
    expect(paths()).toEqual([files, "/bulk-single-searchs/read", files, "/bulk-single-searchs/read"]);
  });

  it("spends no read while no row has become final", async () => {
    const file = newFile();
    const rows = rowsOf(3, "IN_PROGRESS");
    server = await startScripted(bulk(file, rows, { finished: false }));
    const context = contextFor("icypeas", server.url);
    for (const status of ["IN_PROGRESS", "NOT_FOUND"]) {
      rows[0] = { ref: "lead-0", status };
      await icypeasClient.poll?.(`bulk:${file}`, batchOf(3), context);
      await icypeasClient.poll?.(`bulk:${file}`, batchOf(3), context);
    }
    expect(paths().filter((path) => path === "/bulk-single-searchs/read")).toHaveLength(1);
  });

  it("asks once for the state of all bulks that are polled at the same time", async () => {
    const file = newFile();
    server = await startScripted(bulk(file, rowsOf(3), { finished: true }));
    const context = contextFor("icypeas", server.url);
    const polls = [1, 2, 3].map(() => icypeasClient.poll?.(`bulk:${file}`, batchOf(3), context));
    for (const polled of await Promise.all(polls)) expect(polled).toMatchObject({ kind: "answers" });
    expect(paths().filter((path) => path === "/search-files/read")).toHaveLength(1);
  });

  it("asks for a bulk by itself when fifty newer ones hide it", async () => {
    const file = newFile();
    const one = bulk(file, rowsOf(2), { finished: true });
    const others = { success: true, files: [{ file: "f_other", name: "x", finished: false }], sorts: [] };
    server = await startScripted(answer(others), one);
    const polled = await icypeasClient.poll?.(`bulk:${file}`, batchOf(2), contextFor("icypeas", server.url));
    expect(polled).toMatchObject({ kind: "answers" });
    expect(server.seen.map(({ body }) => body).slice(0, 2)).toEqual([{ limit: 50 }, { file }]);
  });

  it("waits for a bulk whose rows are not listed yet", async () => {
    const file = newFile();
    server = await startScripted(bulk(file, [], { finished: false }));
    const polled = await icypeasClient.poll?.(`bulk:${file}`, batchOf(2), contextFor("icypeas", server.url));
    expect(polled).toMatchObject({ kind: "pending", answers: [null, null] });
  });

  it("matches by row number when rows come back without our ids", async () => {
    const file = newFile();
    const rows = [
      { ref: null, status: "NOT_FOUND" },
      { ref: null, status: "DEBITED" },
    ];
    server = await startScripted(bulk(file, rows, { finished: true }));
    const polled = await icypeasClient.poll?.(`bulk:${file}`, batchOf(2), contextFor("icypeas", server.url));
    expect(polled).toMatchObject({ kind: "answers", answers: [{ outcome: "miss" }, { outcome: "found" }] });
  });

  it("gives a contact without a row back instead of waiting for it for ever", async () => {
    const file = newFile();
    server = await startScripted(bulk(file, rowsOf(2), { finished: true }));
    const polled = await icypeasClient.poll?.(`bulk:${file}`, batchOf(3), contextFor("icypeas", server.url));
    expect(polled).toMatchObject({ kind: "answers", answers: [{}, {}, { outcome: "transient" }] });
  });

  it("gives up a bulk that is unknown twice in a row", async () => {
    const file = newFile();
    server = await startScripted(answer({ success: false, error: "SearchNotFoundError" }));
    const context = contextFor("icypeas", server.url);
    expect(await icypeasClient.poll?.(`bulk:${file}`, batchOf(2), context)).toMatchObject({ kind: "pending" });
    const second = await icypeasClient.poll?.(`bulk:${file}`, batchOf(2), context);
    expect(second).toMatchObject({ kind: "answers", answers: [{ outcome: "transient" }, { outcome: "transient" }] });
  });
});

describe("polling a bulk of many pages", () => {
  const reads = () => paths().filter((path) => path === "/bulk-single-searchs/read").length;

  it("spends no read before most rows are done, and reads final pages once", async () => {
    const file = newFile();
    const rows = rowsOf(450, "IN_PROGRESS");
    const state = { finished: false };
    server = await startScripted(bulk(file, rows, state));
    const context = contextFor("icypeas", server.url);

    const early = await icypeasClient.poll?.(`bulk:${file}`, batchOf(450), context);
    expect(early).toMatchObject({ kind: "pending" });
    expect(reads()).toBe(0);

    // All done but one row of the second page.
    for (const [index, row] of rows.entries()) row.status = index === 150 ? "IN_PROGRESS" : "DEBITED";
    const most = await icypeasClient.poll?.(`bulk:${file}`, batchOf(450), context);
    if (most?.kind !== "pending") throw new Error("not pending");
    expect(most.answers.filter((found) => found === null)).toHaveLength(1);
    expect(reads()).toBe(5);

    const straggler = { ...batchOf(1), queries: [person({ ref: "lead-150" })] };
    expect(await icypeasClient.poll?.(`bulk:${file}`, straggler, context)).toMatchObject({ kind: "pending" });
    expect(reads()).toBe(5);

    for (const row of rows) row.status = "DEBITED";
    state.finished = true;
    const last = await icypeasClient.poll?.(`bulk:${file}`, straggler, context);
    expect(last).toMatchObject({ kind: "answers", answers: [{ emails: [{ email: "p150@northwind.example" }] }] });
    // The page that had the running row, and the last page, whose end has to be seen.
    expect(reads()).toBe(7);
  });

  it("reads a finished bulk in whole pages, each once", async () => {
    const file = newFile();
    server = await startScripted(bulk(file, rowsOf(1_000), { finished: true }));
    const polled = await icypeasClient.poll?.(`bulk:${file}`, batchOf(1_000), contextFor("icypeas", server.url));
    if (polled?.kind !== "answers") throw new Error("no answers");
    expect(polled.answers.every(({ outcome }) => outcome === "found")).toBe(true);
    expect(polled.answers[999]).toMatchObject({ emails: [{ email: "p999@northwind.example" }] });
    expect(reads()).toBeLessThanOrEqual(11);
  });

  it("reads everything again when answers of final pages got lost on their way to the database", async () => {
    const file = newFile();
    const rows = rowsOf(250);
    rows[240] = { ref: "lead-240", status: "IN_PROGRESS" };
    const state = { finished: false };
    server = await startScripted(bulk(file, rows, state));
    const context = contextFor("icypeas", server.url);
    await icypeasClient.poll?.(`bulk:${file}`, batchOf(250), context);
    rows[240] = { ref: "lead-240", status: "DEBITED" };
    state.finished = true;
    // Nothing was settled: all 250 are asked for again.
    const polled = await icypeasClient.poll?.(`bulk:${file}`, batchOf(250), context);
    if (polled?.kind !== "answers") throw new Error("no answers");
    expect(polled.answers.every(({ outcome }) => outcome === "found")).toBe(true);
  });

  it("keeps what it has read when a later page is refused", async () => {
    const file = newFile();
    const read = bulk(file, rowsOf(300), { finished: true });
    server = await startScripted(read, read, answer({ message: "too many" }, 429, { "retry-after": "20" }));
    const polled = await icypeasClient.poll?.(`bulk:${file}`, batchOf(300), contextFor("icypeas", server.url));
    if (polled?.kind !== "pending") throw new Error("not pending");
    expect(polled.answers.filter((found) => found !== null)).toHaveLength(100);
    expect(polled.pollAfterMs).toBe(20_000);
  });
});

describe("polling single searches", () => {
  const list = (ids: string[]) =>
    respond(({ body }) => {
      const { id } = body as { id?: string };
      const items = (id === undefined ? ids : [id]).map((_id) => ({
        _id,
        status: "NOT_FOUND",
        results: { emails: [] },
      }));
      return { success: true, items, sorts: [] };
    });

  it("shares one list read between polls that run at the same time", async () => {
    server = await startScripted(list(["p_1", "p_2", "p_3"]));
    const context = contextFor("icypeas", server.url);
    const polls = ["p_1", "p_2", "p_3"].map((id) => icypeasClient.poll?.(`single:${id}`, batchOf(1), context));
    for (const polled of await Promise.all(polls)) {
      expect(polled).toMatchObject({ kind: "answers", answers: [{ outcome: "miss" }] });
    }
    expect(server.seen.map(({ body }) => body)).toEqual([{ mode: "single", type: "email-search", limit: 100 }]);
  });

  it("reads a search by itself when it is not among the newest hundred", async () => {
    server = await startScripted(list(["p_8"]));
    const polled = await icypeasClient.poll?.("single:p_7", batchOf(1), contextFor("icypeas", server.url));
    expect(polled).toMatchObject({ kind: "answers", answers: [{ outcome: "miss" }] });
    expect(server.seen.map(({ body }) => body)).toEqual([
      { mode: "single", type: "email-search", limit: 100 },
      { id: "p_7" },
    ]);
  });
});
