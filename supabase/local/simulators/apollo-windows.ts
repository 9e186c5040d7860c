import { FixedWindow } from "./rate-windows.ts";

export interface ApolloPlan {
  minute: number | null;
  hour: number | null;
  day: number | null;
}

/** Published limits of the enrichment routes, counted for each route. */
export function planOf(plan: "paid" | "free", path: string): ApolloPlan {
  if (plan === "paid") return { minute: 1_000, hour: null, day: null };
  return path === "/people/bulk_match" ? { minute: 20, hour: 100, day: 600 } : { minute: 50, hour: 200, day: 600 };
}

/** Three fixed windows at once, and the headers that tell how full they are. */
export class ApolloWindows {
  readonly #windows: readonly { label: string; window: FixedWindow }[];

  constructor(plan: ApolloPlan) {
    this.#windows = [
      { label: "minute", window: new FixedWindow(plan.minute, 60_000) },
      { label: "hourly", window: new FixedWindow(plan.hour, 3_600_000) },
      { label: "24-hour", window: new FixedWindow(plan.day, 86_400_000) },
    ];
  }

  /** Null when the request may pass (and is counted), else which window is full and for how long. */
  refuse(now: number): { limit: number; label: string; retryAfterSeconds: number } | null {
    let worst: { limit: number; label: string; retryAfterSeconds: number } | null = null;
    for (const { label, window } of this.#windows) {
      const wait = window.wait(now);
      const retryAfterSeconds = Math.ceil(wait / 1000);
      if (wait > 0 && retryAfterSeconds > (worst?.retryAfterSeconds ?? 0))
        worst = { limit: window.limit ?? 0, label, retryAfterSeconds };
    }
    if (worst === null) for (const { window } of this.#windows) window.take(now);
    return worst;
  }

  headers(now: number): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const { label, window } of this.#windows) {
      const { limit } = window;
      const used = window.used(now);
      headers[`x-rate-limit-${label}`] = limit === null ? "" : String(limit);
      headers[`x-${label}-usage`] = String(used);
      headers[`x-${label}-requests-left`] = limit === null ? "" : String(Math.max(0, limit - used));
    }
    return headers;
  }

  usage(
    now: number,
  ): Record<"day" | "hour" | "minute", { limit: number | null; consumed: number; left_over: number | null }> {
    const [minute, hour, day] = this.#windows.map(({ window }) => ({
      limit: window.limit,
      consumed: window.used(now),
      left_over: window.limit === null ? null : Math.max(0, window.limit - window.used(now)),
    }));
    const none = { limit: null, consumed: 0, left_over: null };
    return { day: day ?? none, hour: hour ?? none, minute: minute ?? none };
  }
}
