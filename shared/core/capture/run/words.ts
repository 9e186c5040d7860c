/** `browse`: each page that the user opens is taken. `advance`: the pages of one search or list, one after another. */
export const runModes = ["browse", "advance"] as const;
export type RunMode = (typeof runModes)[number];

export const runStatuses = ["running", "paused", "ended"] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Why a run waits for the user. Stable words: the panel has a sentence for each. */
export const pauseReasons = [
  "by_user",
  "tab_gone",
  "other_page",
  "daily_cap",
  "throttled",
  "held_back",
  "signed_out",
  "shape_changed",
  "did_not_advance",
  "switched_off",
  "storage_full",
  "session_ended",
] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Why a run is over. `linkedin_cap`: LinkedIn shows no more of this search. */
export const endReasons = ["last_page", "linkedin_cap", "by_user"] as const;
export type EndReason = (typeof endReasons)[number];

/**
 * What comes next. `look`: read the page as shown. `turn`: press the page's own "next". `arrive`: it was pressed, the
 * next page must show. `idle`: nothing until the user opens a page.
 */
export const runPhases = ["look", "turn", "arrive", "idle"] as const;
export type RunPhase = (typeof runPhases)[number];
