import { describe, expect, it } from "vitest";
import { catalogue, defaultOrder } from "#core/cascade/catalogue.ts";
import { type ChosenOptions, defaultJobOptions, resolveOptions } from "#core/jobs/resolve-options.ts";
import type { JobOptions } from "#core/jobs/words.ts";

const everything = { catalogue, configured: new Set(catalogue.map((entry) => entry.name)), sandbox: false };
const only = (...names: string[]) => ({ ...everything, configured: new Set(names) });

describe("resolveOptions", () => {
  it("refuses a provider that nobody knows", () => {
    expect(resolveOptions({ order: ["icypeas", "nobody"] }, everything)).toMatchObject({
      ok: false,
      reason: "unknown_provider",
    });
    expect(resolveOptions({ order: ["__proto__"] }, everything)).toMatchObject({ ok: false });
  });

  it("refuses a job for which nobody can be asked", () => {
    expect(resolveOptions({}, only())).toMatchObject({ ok: false, reason: "no_email_provider" });
    expect(resolveOptions({ order: ["hunter"] }, only("icypeas"))).toMatchObject({ ok: false });
    expect(resolveOptions({ want: "phone" }, only("icypeas"))).toMatchObject({
      ok: false,
      reason: "no_phone_provider",
    });
  });

  it("fills in the defaults", () => {
    const resolved = resolveOptions({}, everything);
    expect(resolved).toEqual({
      ok: true,
      options: {
        ...defaultJobOptions,
        order: [...defaultOrder],
        phone_order: ["apollo"],
        left_out: [],
        sandbox: false,
        hold_milli: 1_000,
      },
    });
  });

  it("leaves out providers without a key and says so", () => {
    expect(resolveOptions({ order: ["hunter", "icypeas", "apollo"] }, only("icypeas", "hunter"))).toMatchObject({
      ok: true,
      options: { order: ["hunter", "icypeas"], phone_order: [], left_out: ["apollo"] },
    });
  });

  it("holds what can be charged: no phone where nobody has phones", () => {
    expect(resolveOptions({ want: "both" }, everything)).toMatchObject({ options: { hold_milli: 9_000 } });
    expect(resolveOptions({ want: "both" }, only("icypeas"))).toMatchObject({ options: { hold_milli: 1_000 } });
    expect(resolveOptions({ want: "phone" }, everything)).toMatchObject({ options: { hold_milli: 8_000 } });
  });

  it("asks a provider named twice once", () => {
    expect(resolveOptions({ order: ["icypeas", "icypeas"] }, everything)).toMatchObject({
      options: { order: ["icypeas"] },
    });
  });

  it("changes only what is said when a draft is started", () => {
    const first = resolveOptions({ order: ["hunter"], max_cost_micros: 5, want: "both" }, everything);
    if (!first.ok) throw new Error(first.detail);
    expect(resolveOptions({ threshold: 70 }, everything, first.options)).toEqual({
      ok: true,
      options: { ...first.options, threshold: 70 },
    });
    expect(resolveOptions({ max_cost_micros: null }, everything, first.options)).toMatchObject({
      options: { max_cost_micros: null, order: ["hunter"] },
    });
  });

  it("a pinned order always wins over the policy", () => {
    const mode = (chosen: ChosenOptions, base: JobOptions | null = null) => {
      const resolved = resolveOptions(chosen, everything, base);
      return resolved.ok ? resolved.options.mode : resolved.reason;
    };
    expect(mode({})).toBe("fixed");
    expect(mode({ mode: "auto" })).toBe("auto");
    expect(mode({ mode: "auto", order: ["hunter"] })).toBe("fixed");
    expect(mode({ mode: "shadow", order: ["hunter"] })).toBe("shadow");
    const auto = resolveOptions({ mode: "auto", providers: ["hunter", "icypeas"] }, everything);
    if (!auto.ok) throw new Error(auto.detail);
    expect(auto.options).toMatchObject({ mode: "auto", order: ["hunter", "icypeas"] });
    expect(mode({ threshold: 80 }, auto.options)).toBe("auto");
    expect(mode({ order: ["icypeas"] }, auto.options)).toBe("fixed");
    expect(mode({ providers: ["nobody"] })).toBe("unknown_provider");
  });
});
