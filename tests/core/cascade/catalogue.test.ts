import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue, catalogueEntry, defaultOrder, defaultPhoneOrder } from "#core/cascade/catalogue.ts";
import { channelPlan } from "#core/cascade/channel-plan.ts";
import { person } from "../providers/person.ts";

describe("catalogue", () => {
  it("has one entry for each provider folder", () => {
    const folders = readdirSync(new URL("../../../shared/core/providers", import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(catalogue.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
  });

  it("asks in this order unless told otherwise", () => {
    expect(defaultOrder).toEqual(["icypeas", "dropcontact", "hunter", "apollo", "findymail"]);
    expect(defaultPhoneOrder).toEqual(["apollo"]);
  });

  it("finds entries by name", () => {
    expect(catalogueEntry("hunter")?.label).toBe("Hunter");
    expect(catalogueEntry("nobody")).toBeUndefined();
    expect(catalogueEntry("constructor")).toBeUndefined();
  });

  it.each(catalogue.map((entry) => [entry.name, entry] as const))("%s is consistent", (name, entry) => {
    expect(name).toMatch(/^[a-z]+$/);
    expect(entry.limits[entry.scarcestRoute]).toBeDefined();
    expect(entry.settings).toContain(`${name.toUpperCase()}_API_KEY`);
    expect(entry.defaultBaseUrl).toMatch(/^https:\/\/[^/]+(?:\/.*[^/])?$/);
    for (const channel of entry.channels) {
      const plan = channelPlan(entry, channel);
      expect(entry.maxCredits[channel]).toBeGreaterThan(0);
      expect(plan.maxBatch).toBeGreaterThan(0);
      expect(plan.poll.deadlineMs).toBeGreaterThan(plan.poll.nextMs);
    }
    for (const window of Object.values(entry.limits).flat()) {
      expect(Number.isInteger(window.capacity) && window.capacity > 0).toBe(true);
      expect(window.perMs).toBeGreaterThanOrEqual(1_000);
    }
  });

  it("works Apollo's phones as jobs and its addresses at once", () => {
    const apollo = catalogueEntry("apollo");
    if (apollo === undefined) throw new Error("no entry");
    expect(channelPlan(apollo, "email").style).toBe("sync");
    expect(channelPlan(apollo, "phone").style).toBe("async");
  });
});

describe("cannotAsk", () => {
  const nobody = person({ firstName: null, lastName: null, fullName: null });
  const nowhere = { company: null, domain: null };
  const profile = { linkedinUrl: "https://www.linkedin.com/in/lenaortiz" };
  it.each([
    ["icypeas", person(), true],
    ["icypeas", person({ firstName: null }), true],
    ["icypeas", nobody, false],
    ["icypeas", person({ ...nowhere, ...profile }), false],
    ["dropcontact", person(), true],
    ["dropcontact", person(nowhere), false],
    ["dropcontact", { ...nobody, ...profile, ...nowhere }, true],
    ["dropcontact", nobody, false],
    ["hunter", person(), true],
    ["hunter", person({ firstName: null }), false],
    ["hunter", person(nowhere), false],
    ["hunter", person({ ...nowhere, ...profile }), true],
    ["hunter", person({ ...nowhere, linkedinUrl: "https://www.linkedin.com/sales/lead/x" }), false],
    ["apollo", person(), true],
    ["apollo", person(nowhere), false],
    ["apollo", { ...nobody, ...profile, ...nowhere }, true],
    ["apollo", person({ firstName: null, fullName: null }), false],
    ["findymail", person(), true],
    ["findymail", person({ firstName: null, fullName: null }), false],
    ["findymail", { ...nobody, ...profile, ...nowhere }, true],
  ])("%s, case %#", (name, query, canAsk) => {
    const reason = catalogueEntry(name)?.cannotAsk(query);
    if (canAsk) expect(reason).toBeNull();
    else expect(reason).toMatch(/^needs /);
  });
});
