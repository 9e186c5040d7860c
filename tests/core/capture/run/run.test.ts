import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgePage, type SeenPage } from "#core/capture/run/judge-page.ts";
import { pace } from "#core/capture/run/pace.ts";
import {
  addTaken,
  addTurn,
  arriveMs,
  coolDownMs,
  endRun,
  endSearch,
  intendTurn,
  noticeNews,
  pauseRun,
  type RunState,
  resumeRun,
  startRun,
  type TakenPage,
} from "#core/capture/run/run-state.ts";
import { searchSize } from "#core/capture/run/search-size.ts";
import { pauseReasons } from "#core/capture/run/words.ts";

const search = "/sales/search/people?query=x";
const t0 = 1_000_000;
const paging = (page: number, total: number | null = 68, session = "S1") => ({
  start: (page - 1) * 25,
  count: 25,
  total,
  page,
  session,
});
const seen = (page: number, changes: Partial<SeenPage> = {}): SeenPage => ({
  kind: "lead_search",
  state: "ok",
  search,
  paging: paging(page),
  signature: `page ${page}`,
  rows: 25,
  unreadable: 0,
  shown_only: false,
  ...changes,
});
const taken = (page: number, changes: Partial<TakenPage> = {}): TakenPage => ({
  ...searchSize("lead_search", paging(page)),
  page,
  session: "S1",
  search,
  url: `https://www.linkedin.com${search}&page=${page}`,
  signature: `page ${page}`,
  added: 25,
  known: 0,
  repeated: 0,
  incomplete: 0,
  left_out: 0,
  over_cap: 0,
  cap_resets_at: null,
  ...changes,
});
const half: [number, number] = [0.5, 0.5];
const advance = startRun("advance", t0);
const afterFirst = addTaken(advance, taken(1), t0, half);
const arriving = intendTurn(afterFirst, t0);
const browse = startRun("browse", t0);
const late = t0 + arriveMs;

describe("what a run does with the page it finds", () => {
  const cases: [string, RunState, SeenPage | null, number, ReturnType<typeof judgePage>][] = [
    ["takes the first page, whichever it is", advance, seen(3), t0, { to: "take" }],
    ["turns the page that was taken", afterFirst, seen(1), t0, { to: "turn" }],
    ["takes the next one when the user turned it", afterFirst, seen(2), t0, { to: "take" }],
    ["waits for the page it turned to", arriving, seen(1), t0 + 1, { to: "wait", until: t0 + 1_001 }],
    ["takes it when it is there", arriving, seen(2), t0 + 1, { to: "take" }],
    ["presses once more", arriving, seen(1), late, { to: "turn" }],
    [
      "and then waits for the user",
      intendTurn(arriving, t0),
      seen(1),
      late,
      { to: "pause", reason: "did_not_advance" },
    ],
    ["stops when LinkedIn says no", arriving, seen(2, { state: "throttled", rows: 0 }), t0, pauseOf("throttled")],
    ["stops when signed out", arriving, seen(2, { state: "signed_out", rows: 0 }), t0, pauseOf("signed_out")],
    [
      "waits for rows that fill",
      arriving,
      seen(2, { state: "skeleton", rows: 0 }),
      t0,
      { to: "wait", until: t0 + 1_000 },
    ],
    ["stops when they stay empty", arriving, seen(2, { state: "skeleton", rows: 0 }), late, pauseOf("held_back")],
    [
      "stops at an unknown form",
      arriving,
      seen(2, { state: "shape_changed", rows: 0 }),
      late,
      pauseOf("shape_changed"),
    ],
    [
      "stops at another search",
      arriving,
      seen(2, { search: "/sales/search/people?query=y" }),
      t0,
      pauseOf("other_page"),
    ],
    ["stops at a page without rows of a search", advance, seen(1, { search: null }), t0, pauseOf("other_page")],
    ["waits for a tab that loads", arriving, null, t0, { to: "wait", until: t0 + 1_000 }],
    ["stops when the tab is gone", arriving, null, late, pauseOf("tab_gone")],
    ["stops when the reader is off", advance, seen(1, { state: "switched_off", rows: 0 }), t0, pauseOf("switched_off")],
    ["ends with an empty page", arriving, seen(2, { rows: 0 }), t0, { to: "end" }],
    [
      "scrolls a list that fills as it is seen",
      advance,
      seen(1, { shown_only: true, unreadable: 17, rows: 8, state: "partial" }),
      t0,
      { to: "scroll" },
    ],
    [
      "takes what there is after enough of it",
      { ...advance, scrolls: 8 },
      seen(1, { shown_only: true, unreadable: 17, rows: 8, state: "partial" }),
      t0,
      { to: "take" },
    ],
    ["browsing: takes what the user opens", browse, seen(7, { search: "other" }), t0, { to: "take" }],
    [
      "browsing: takes a lead's page",
      browse,
      seen(1, { kind: "lead_page", search: null, paging: null }),
      t0,
      { to: "take" },
    ],
    ["browsing: passes the page taken last", { ...browse, last: "page 7" }, seen(7), t0, { to: "pass" }],
    ["browsing: passes a page that stays empty", browse, seen(1, { state: "skeleton", rows: 0 }), late, { to: "pass" }],
    ["browsing: passes the feed", browse, seen(1, { kind: "other", state: "ignored", rows: 0 }), late, { to: "pass" }],
    [
      "browsing: stops when LinkedIn says no",
      browse,
      seen(1, { state: "throttled", rows: 0 }),
      t0,
      pauseOf("throttled"),
    ],
  ];
  it.each(cases)("%s", (_name, run, page, now, verdict) => expect(judgePage(run, page, now)).toEqual(verdict));
});

function pauseOf(reason: (typeof pauseReasons)[number]) {
  return { to: "pause" as const, reason };
}

describe("the course of a run", () => {
  it("counts, paces and ends with the last page", () => {
    expect(afterFirst).toMatchObject({ status: "running", phase: "turn", page: 1, pages: 3, total: 68, added: 25 });
    expect(afterFirst.next_at).toBe(t0 + 6_500);
    const second = addTaken(arriving, taken(2, { added: 20, known: 4, incomplete: 2, left_out: 1 }), t0, half);
    expect(second).toMatchObject({ page: 2, added: 45, known: 4, incomplete: 2, left_out: 1, taken_pages: 2 });
    const last = addTaken(intendTurn(second, t0), taken(3, { added: 18 }), t0, half);
    expect(last).toMatchObject({ status: "ended", reason: "last_page", added: 63, page: 3 });
  });

  it("says when LinkedIn shows no more of a larger search", () => {
    const large = searchSize("lead_search", paging(100, 11_000));
    expect(large).toEqual({ total: 11_000, shown: 2_500, pages: 100 });
    expect(addTaken(arriving, taken(100, large), t0, half)).toMatchObject({ status: "ended", reason: "linkedin_cap" });
    expect(searchSize("account_search", paging(1, 3_000))).toEqual({ total: 3_000, shown: 1_000, pages: 40 });
    expect(
      addTurn(addTaken(advance, taken(1, { pages: null, total: null, shown: null }), t0, half), "last", t0),
    ).toMatchObject({ status: "ended", reason: "last_page" });
  });

  it("leaves the page undone that the day's limit cut, and counts nobody of it twice", () => {
    const cut = addTaken(
      arriving,
      taken(2, { added: 10, over_cap: 15, cap_resets_at: t0 + 500, incomplete: 1 }),
      t0,
      half,
    );
    expect(cut).toMatchObject({ status: "paused", reason: "daily_cap", page: 1, added: 35, not_before: t0 + 500 });
    expect(resumeRun(cut, t0 + 499)).toBeNull();
    const resumed = resumeRun(cut, t0 + 500);
    expect(resumed).toMatchObject({ status: "running", phase: "look", reason: null });
    if (resumed === null) return;
    expect(judgePage(resumed, seen(2), t0 + 500)).toEqual({ to: "take" });
    const whole = addTaken(resumed, taken(2, { added: 15, repeated: 10, known: 0 }), t0, half);
    expect(whole).toMatchObject({ added: 50, repeated: 0, known: 0, incomplete: 1, page: 2, cut: 0 });
  });

  it("goes on after a closed tab with the page after the one that was taken, and notes the new search session", () => {
    const gone = pauseRun(arriving, "tab_gone", t0);
    const back = resumeRun(gone, t0);
    if (back === null) throw new Error("not resumed");
    expect(judgePage(back, seen(1), t0)).toEqual({ to: "turn" });
    expect(addTaken(back, taken(2, { session: "S2" }), t0, half)).toMatchObject({ sessions: 2, page: 2 });
  });

  it("waits an hour after LinkedIn held back, whoever presses what", () => {
    for (const reason of ["throttled", "held_back"] as const) {
      const paused = pauseRun(arriving, reason, t0);
      expect(resumeRun(paused, t0 + coolDownMs - 1)).toBeNull();
      expect(resumeRun(paused, t0 + coolDownMs)).not.toBeNull();
    }
  });

  it("looks anew when the user opens a page, and turns nothing because of it", () => {
    const idle = addTaken(browse, taken(1), t0, half);
    expect(idle).toMatchObject({ phase: "idle", added: 25 });
    expect(noticeNews(idle, t0 + 9)).toMatchObject({ phase: "look", next_at: t0 + 9, deadline: t0 + 9 + arriveMs });
    expect(noticeNews(afterFirst, t0)).toBe(afterFirst);
    expect(noticeNews(arriving, t0 + 3)).toMatchObject({
      phase: "arrive",
      next_at: t0 + 3,
      deadline: arriving.deadline,
    });
  });
});

describe("the pace", () => {
  it("is that of a person: seconds for a page, a rest every few, never the same wait", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true })),
          {
            minLength: 60,
            maxLength: 60,
          },
        ),
        (numbers) => {
          let turns = 0;
          let since = 0;
          for (const random of numbers) {
            const wait = pace(turns, random);
            expect(wait.ms).toBeGreaterThanOrEqual(4_000);
            expect(wait.ms).toBeLessThanOrEqual(45_000);
            since = wait.ms >= 20_000 ? 0 : since + 1;
            expect(since).toBeLessThanOrEqual(6);
            turns = wait.turns;
          }
        },
      ),
      { seed: 7, numRuns: 50 },
    );
  });
});

describe("whatever happens, in whichever order", () => {
  type Event = (run: RunState, now: number) => RunState;
  const event: fc.Arbitrary<Event> = fc.oneof(
    fc
      .record({
        page: fc.integer({ min: 1, max: 5 }),
        added: fc.integer({ min: 0, max: 25 }),
        known: fc.integer({ min: 0, max: 25 }),
        over_cap: fc.integer({ min: 0, max: 3 }),
      })
      .map(
        ({ page, ...counts }): Event =>
          (run, now) =>
            addTaken(run, taken(page, { ...counts, cap_resets_at: now + 7 }), now, half),
      ),
    fc.constantFrom("yes" as const, "last" as const, "no_button" as const).map(
      (turned): Event =>
        (run, now) =>
          addTurn(run, turned, now),
    ),
    fc.constantFrom(...pauseReasons).map(
      (reason): Event =>
        (run, now) =>
          pauseRun(run, reason, now),
    ),
    fc.constant<Event>((run, now) => resumeRun(run, now) ?? run),
    fc.constant<Event>((run, now) => noticeNews(run, now)),
    fc.constant<Event>((run, now) => (run.status === "running" ? intendTurn(run, now) : run)),
    fc.constant<Event>((run) => endSearch(run)),
    fc.constant<Event>((run) => endRun(run, "by_user")),
  );
  const mode = fc.constantFrom("browse" as const, "advance" as const);

  it("an ended run stays ended, a paused one does nothing by itself, and counts never fall", () => {
    fc.assert(
      fc.property(
        mode,
        fc.array(fc.tuple(event, fc.integer({ min: 0, max: coolDownMs })), { maxLength: 40 }),
        (how, events) => {
          let run = startRun(how, t0);
          let now = t0;
          for (const [happen, wait] of events) {
            now += wait;
            const next = happen(run, now);
            if (run.status === "ended") expect(next).toEqual(run);
            if (run.status === "paused") {
              expect(next.status === "running" ? now >= run.not_before : true).toBe(true);
              expect([next.added, next.page]).toEqual([run.added, run.page]);
            }
            for (const count of ["added", "known", "repeated", "incomplete", "left_out", "taken_pages"] as const) {
              expect(next[count]).toBeGreaterThanOrEqual(run[count]);
            }
            expect(next.status === "running").toBe(next.reason === null);
            if (next.phase === "turn") expect(next.mode).toBe("advance");
            expect(judgePage(next, null, now).to).not.toBe("take");
            run = next;
          }
          expect(endRun(run, "by_user").status).toBe("ended");
        },
      ),
      { seed: 7, numRuns: 400 },
    );
  });
});
