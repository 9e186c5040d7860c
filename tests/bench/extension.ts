import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright";
import { build } from "vite";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { batchSize } from "#core/outbox/delivery.ts";
import { leadBody } from "#core/outbox/lead-body.ts";
import {
  buildExtension,
  type ExtensionBrowser,
  openBrowser,
  openPanel,
  sessionToken,
} from "#tests/support/e2e/extension.ts";
import type { Bench } from "#tests/support/extension/bench-page.ts";
import { extensionMemory } from "#tests/support/extension/memory.ts";
import { median } from "#tests/support/median.ts";
import { root } from "#tests/support/run/command.ts";
import { leadCard, searchPage } from "#tests/support/salesnav/pages.ts";
import { leadRow, leadSearchBody } from "#tests/support/salesnav/people.ts";
import { dropHome, newHome, startCaptely } from "#tests/support/stack/start-captely.ts";

/**
 * The extension in Chromium: reading a page of 25 rows, sizes, first paint, and an outbox of 10,000 that the real worker
 * sends to a local stack. The page's code is bundled for this from the product's own files.
 */
const outboxSize = 10_000;
const runs = 60;
/** A busy machine does not send them all in this time: the rate is that of those it sent. Milliseconds. */
const longestSync = 150_000;
const url = "https://www.linkedin.com/sales/search/people?query=(keywords:x)";

const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits;

function print(name: string, value: number, unit: string, note: string, most?: number): void {
  const aim = most === undefined ? {} : { aim: `<= ${most}`, ok: value <= most };
  console.log(JSON.stringify({ bench: "extension", name, value, unit, ...aim, note }));
}

/** The same target and minifier as the product's build. */
async function bundle(): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), "captely-bench-"));
  try {
    await build({
      configFile: false,
      root,
      logLevel: "error",
      build: {
        outDir: out,
        target: "chrome123",
        lib: {
          entry: join(root, "tests/support/extension/bench-page.ts"),
          formats: ["iife"],
          name: "entry",
          fileName: () => "bench.js",
        },
      },
    });
    return readFileSync(join(out, "bench.js"), "utf8");
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Calls the bundled code in a page, by name. */
function call<Name extends keyof Bench>(
  page: Page,
  name: Name,
  ...args: Parameters<Bench[Name]>
): Promise<Awaited<ReturnType<Bench[Name]>>> {
  return page.evaluate(
    ([method, given]) => Reflect.apply(Reflect.get(Reflect.get(globalThis, "bench"), method), null, [...given]),
    [name as string, args as readonly unknown[]] as const,
  );
}

const gzipped = (folder: string, pattern: RegExp): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => pattern.test(file))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0) / 1_000;

function sizes(folder: string): void {
  const kilobytes = (name: string, pattern: RegExp, note: string, most?: number) =>
    print(name, round(gzipped(folder, pattern)), "kB gzip", note, most);
  kilobytes("content_scripts", /^content-scripts\/.*\.js$/, "both worlds", 15);
  kilobytes("panel_first_load", /^(?:chunks\/sidepanel-.*\.js|assets\/sidepanel-.*\.css)$/, "script and style", 200);
  kilobytes("panel_all", /^(?:chunks\/.*\.js|assets\/.*\.css)$/, "with settings, results, one lead and French");
  kilobytes("worker", /^background\.js$/, "background worker");
}

/** A row as heavy as LinkedIn's: a page of 25 has about 150 kB, most of it pictures, texts and ids that nobody reads. */
const fullRow = (index: number) =>
  leadRow(index, {
    summary: "Builds teams and things. ".repeat(60),
    profilePictureDisplayImage: {
      rootUrl: "https://media.example/",
      artifacts: [100, 200, 400, 800].map((width) => ({ width, height: width, path: `${width}/`.padEnd(900, "p") })),
    },
  });

async function reading({ context }: ExtensionBrowser, script: string): Promise<void> {
  const page = await context.newPage();
  await page.setContent(searchPage(Array.from({ length: 25 }, (_, index) => leadCard(index))));
  await page.evaluate(script);
  const text = JSON.stringify(leadSearchBody({ rows: Array.from({ length: 25 }, (_, index) => fullRow(index)) }));
  const note = (first: number, rows: number) => `median of ${runs}; the first took ${round(first)} ms; ${rows} rows`;
  const response = await call(page, "response", text, runs);
  const size = `${note(response.first, response.rows)} in ${round(text.length / 1_000, 0)} kB`;
  print("read_25_rows_from_response", round(response.ms, 2), "ms", size, 15);
  const shown = await call(page, "page", url, runs);
  print("read_25_rows_from_dom", round(shown.ms, 2), "ms", note(shown.first, shown.rows), 40);
  const look = await call(page, "look", text, url, runs);
  print("look_at_page", round(look.ms, 2), "ms", `${note(look.first, look.rows)}; the page joined with its response`);
  await page.close();
}

async function firstPaint({ context, id }: ExtensionBrowser): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${id}/sidepanel.html`);
    const paint = await page.waitForFunction(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
    );
    times.push(Number(await paint.jsonValue()));
    await page.close();
  }
  print("panel_first_paint", round(median(times), 0), "ms", "first contentful paint, median of 7; signed in");
}

/** The same batches sent to the same stack from here, three at a time: what the server alone can take. Leads a second. */
async function direct(apiUrl: string, token: string): Promise<number> {
  const batches = Array.from({ length: 20 }, (_, batch) =>
    Array.from({ length: batchSize }, (_, index) => leadRow(outboxSize + batch * batchSize + index)),
  );
  const send = async (rows: Record<string, unknown>[]) => {
    const read = readResponse({ url: "/sales-api/salesApiLeadSearch", status: 200, body: leadSearchBody({ rows }) });
    const response = await fetch(`${apiUrl}/imports/leads`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify({ leads: read.rows.map((row) => leadBody(cleanCaptured(row))), source: "extension" }),
    });
    if (response.status !== 202) throw new Error(`The server answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  };
  await send(Array.from({ length: batchSize }, (_, index) => leadRow(2 * outboxSize + index)));
  const from = performance.now();
  const queue = [...batches];
  const line = async () => {
    for (let rows = queue.shift(); rows !== undefined; rows = queue.shift()) await send(rows);
  };
  await Promise.all([line(), line(), line()]);
  return (batches.length * batchSize * 1_000) / (performance.now() - from);
}

async function outbox(panel: Page, script: string, apiUrl: string): Promise<void> {
  await panel.evaluate(script);
  const owner: string = await panel.evaluate(async () => {
    const { runtime } = Reflect.get(globalThis, "chrome");
    return (await runtime.sendMessage({ to: "worker", type: "status" })).value.user.id;
  });
  const alone = await direct(apiUrl, await sessionToken(panel));
  print(
    "server_intake_rate",
    round(alone, 0),
    "leads/s",
    "the same batches, three at a time, sent without the extension",
  );
  const before = extensionMemory();
  const fillMs = await call(panel, "fill", owner, outboxSize);
  print(
    "outbox_enqueue_rate",
    round((outboxSize / fillMs) * 1_000, 0),
    "leads/s",
    `${outboxSize} leads, a page of 25 in each transaction`,
  );

  // The view of a full outbox: the longest time that the panel does not answer.
  await panel.evaluate(() => {
    const seen: number[] = [];
    Reflect.set(globalThis, "longest", seen);
    new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ["longtask"],
    });
  });
  const from = performance.now();
  await panel.evaluate(async () => {
    const { runtime } = Reflect.get(globalThis, "chrome");
    await runtime.sendMessage({ to: "worker", type: "send_now" });
  });
  await panel.getByRole("radio", { name: "Outbox" }).click();
  let counts = await call(panel, "counts");
  const deadline = from + longestSync;
  while (counts.waiting > 0 && performance.now() < deadline) {
    await panel.waitForTimeout(250);
    counts = await call(panel, "counts");
  }
  const ms = performance.now() - from;
  const rate = (counts.sent / ms) * 1_000;
  const note = `${counts.sent} of ${outboxSize} leads in ${round(ms / 1_000)} s to a local stack that looks them up meanwhile`;
  print(
    "outbox_sync_rate",
    round(rate, 0),
    "leads/s",
    `${note}: ${round(rate / alone, 2)} of what the server took alone`,
  );
  const longest = await panel.evaluate(() => Math.max(0, ...(Reflect.get(globalThis, "longest") as number[])));
  print("panel_longest_task", round(longest, 0), "ms", "while the outbox view is open and the worker sends", 200);
  const after = extensionMemory();
  if (before !== null && after !== null) {
    print("memory_before", round(before, 0), "MB", "resident, the extension's process: worker and panel");
    print("memory_after", round(after, 0), "MB", `the same with ${counts.sent} leads sent`);
  }
}

const home = newHome();
// Enough that nobody of the outbox has to wait for credits.
const captely = await startCaptely({ home, env: { WELCOME_CREDITS: "100000" } });
process.env.CAPTELY_E2E_URL = captely.line.url;
process.env.CAPTELY_E2E_API_URL = captely.line.api_url;
process.env.CAPTELY_E2E_MAILBOX_URL = captely.line.mailbox_url;
const built = await buildExtension(captely.line.url);
let browser: ExtensionBrowser | undefined;
try {
  const script = await bundle();
  sizes(built.folder);
  browser = await openBrowser(built.folder);
  await reading(browser, script);
  const panel = await openPanel(browser);
  await panel.getByRole("button", { name: "I understand, go on" }).click();
  await panel.getByText("100,000 credits left").waitFor();
  await firstPaint(browser);
  await outbox(panel, script, captely.line.api_url);
} finally {
  await browser?.close();
  built.drop();
  await captely.stop();
  dropHome(home);
}
