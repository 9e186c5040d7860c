import type { PageAnswer } from "#contracts/extension-messages.ts";
import { searchIdentity } from "#core/capture/pages/page-address.ts";
import { rowKey } from "#core/capture/person-key.ts";
import { addTaken, type TakenPage } from "#core/capture/run/run-state.ts";
import { searchSize } from "#core/capture/run/search-size.ts";
import { mismatches } from "#core/capture/search/match-filters.ts";
import { readFilters } from "#core/capture/search/read-filters.ts";
import { chooseLocale } from "#core/i18n/run-names.ts";
import type { Want } from "#core/jobs/words.ts";
import type { CaptureRun, OutboxDatabase } from "../outbox/database.ts";
import { type Enqueued, enqueue, type Goods } from "../outbox/enqueue.ts";
import { readChoices } from "../session/choices.ts";
import type { SignedIn } from "../session/session.ts";
import { askKnown } from "./ask-known.ts";
import { dayUse, readCap } from "./limits.ts";
import { companiesOf, leadsOf, runName } from "./take-page.ts";

/** What a run takes from a few pages goes in one batch. */
const gatherMs = 60_000;
const dayAndMore = 2 * 24 * 60 * 60_000;

interface Take {
  session: SignedIn;
  page: PageAnswer;
  want: Want;
  /** Keys of rows that the user leaves out. */
  without: readonly string[];
  /** Null: a click. */
  run: CaptureRun | null;
}

/**
 * Takes a page: who is on it, the batches that carry them, what the day's limit has left and how far the run is are
 * written in one transaction. Cut off before it, the page is taken again; after it, nothing is counted twice.
 */
export async function takeInto(db: OutboxDatabase, { session, page, want, without, run }: Take): Promise<Enqueued> {
  const goods = goodsOf(page, without);
  const { kept, misfits } = run?.fitting === true ? fitting(goods, page) : { kept: goods, misfits: 0 };
  const owner = session.id;
  const choices = await readChoices();
  const space = run?.space ?? choices.workspace ?? "";
  const locale = chooseLocale([choices.locale, ...navigator.languages]);
  const owned =
    kept.kind === "people" ? (await askKnown(kept.leads, `${owner} ${space}`, Date.now())).keys : new Set<string>();
  const cap = await readCap();
  return db.transaction("rw", [db.leads, db.companies, db.batches, db.runs, db.takings], async () => {
    const now = Date.now();
    const day = await dayUse(db, owner, cap, now);
    const current = run === null ? null : ((await db.runs.get(run.id)) ?? null);
    // Paused or stopped while the page was read: it is left where it is.
    if (run !== null && current?.state.status !== "running") return nothing;
    const enqueued = await enqueue(db, {
      owner,
      space,
      name: current?.name ?? runName(page, new Date(now), locale, run?.state.mode),
      want,
      goods: kept,
      owned,
      room: day.left,
      run: run?.id ?? null,
      gatherMs: run === null ? 0 : gatherMs,
      now,
      newId: () => crypto.randomUUID(),
    });
    // A run's pages count whole: what the limit is about is how much of LinkedIn is read.
    const people = enqueued.added + (run === null || enqueued.over_cap > 0 ? 0 : enqueued.known);
    if (people > 0) await db.takings.add({ owner, at: now, people });
    await db.takings
      .where("[owner+at]")
      .between([owner, 0], [owner, now - dayAndMore])
      .delete();
    if (current !== null) {
      const resets = (await dayUse(db, owner, cap, now)).resets_at;
      const taken = takenPage(page, enqueued, misfits, resets);
      const random: [number, number] = [Math.random(), Math.random()];
      await db.runs.update(current.id, {
        name: current.name ?? runName(page, new Date(now), locale, run?.state.mode),
        state: addTaken(current.state, taken, now, random),
      });
    }
    return enqueued;
  });
}

const nothing: Enqueued = { added: 0, known: 0, repeated: 0, incomplete: 0, over_cap: 0 };

/** A page holds people or companies, never both. */
export function goodsOf(page: PageAnswer, without: readonly string[]): Goods {
  return page.kind.startsWith("account")
    ? { kind: "companies", companies: companiesOf(page, without) }
    : { kind: "people", leads: leadsOf(page, without) };
}

export const sizeOf = (goods: Goods): number => (goods.kind === "people" ? goods.leads.length : goods.companies.length);

function fitting(goods: Goods, page: PageAnswer): { kept: Goods; misfits: number } {
  const search = readFilters(page.url);
  if (goods.kind === "companies" || search === null) return { kept: goods, misfits: 0 };
  const leads = goods.leads.filter((lead) => mismatches(lead, search).length === 0);
  return { kept: { kind: "people", leads }, misfits: goods.leads.length - leads.length };
}

/** Tells whether a page is the one that was taken last. */
export const signatureOf = (page: PageAnswer): string => {
  const keys = page.rows.map(rowKey);
  const place = searchIdentity(page.url) ?? page.url.replace(/[?#].*$/, "");
  return [place.slice(0, 500), page.paging?.page ?? 0, keys.length, keys[0] ?? "", keys.at(-1) ?? ""].join(" ");
};

function takenPage(page: PageAnswer, enqueued: Enqueued, misfits: number, resets: number | null): TakenPage {
  const search = searchIdentity(page.url);
  const refused = Object.values(page.refused).reduce((sum, count) => sum + count, 0);
  return {
    ...searchSize(page.kind, page.paging),
    page: search === null ? null : (page.paging?.page ?? null),
    session: page.paging?.session ?? null,
    search,
    url: page.url,
    signature: signatureOf(page),
    added: enqueued.added,
    known: enqueued.known,
    repeated: enqueued.repeated,
    incomplete: enqueued.incomplete,
    left_out: refused + misfits,
    over_cap: enqueued.over_cap,
    cap_resets_at: resets,
  };
}
