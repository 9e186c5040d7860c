import { describe, expect, test } from "vitest";
import type { FoundPhone } from "#core/providers/provider-port.ts";
import type { PhoneLookup } from "#core/verification/phone/lookup-port.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { choosePhone } from "#functions/worker/choose-phone.ts";

const nobody = { country: null, location: null, domain: null };

function choose(
  phones: FoundPhone[],
  contact: Partial<typeof nobody | Record<keyof typeof nobody, string>> = {},
  options: { sandbox?: boolean; inactive?: string[] } = {},
) {
  const asked: string[] = [];
  const lookup: PhoneLookup = {
    name: "test",
    covers: () => true,
    ask: async ({ e164 }) => {
      asked.push(e164);
      const gone = options.inactive?.includes(e164);
      return { outcome: "answered", type: "MOBILE", carrier: null, lineStatus: gone ? "inactive" : "active" };
    },
  };
  const phonesOf = createPhoneVerifier({ lookup: options.inactive ? lookup : null, now: () => 0 });
  const task = {
    contact: {
      id: "c",
      first_name: null,
      last_name: null,
      full_name: null,
      company: null,
      title: null,
      linkedin_url: null,
      given_email: null,
      given_phone: null,
      ...nobody,
      ...contact,
    },
    job: {
      id: "j",
      workspace_id: "w",
      options: {
        want: "both" as const,
        threshold: 90,
        order: [],
        verify: 3 as const,
        max_cost_micros: null,
        patience_ms: 0,
        sandbox: options.sandbox ?? false,
        hold_milli: 9_000,
      },
    },
  };
  return choosePhone({ phones: phonesOf, lookUpPhones: options.inactive !== undefined }, task, phones).then(
    (chosen) => ({ chosen, asked }),
  );
}

const other = (number: string): FoundPhone => ({ number, kind: "other" });

describe("refuses what reaches nobody", () => {
  test.each([
    ["no number at all", "call the front desk"],
    ["a date", "2026-10-08"],
    ["an address", "192.168.10.25"],
    ["the same digit", "+33 6 66 66 66 66"],
    ["a number reserved for fiction", "+44 7700 900123"],
    ["an area's number without the area", "+1 253-0000"],
    ["a number without a country", "06 20 48 17 93"],
    ["what a spreadsheet has cut", "3.36123E+10"],
  ])("%s", async (_why, number) => {
    expect((await choose([other(number)])).chosen).toBeNull();
  });
});

test("simulators have only numbers of fiction: in the sandbox they count, with the score of such numbers", async () => {
  const { chosen } = await choose([{ number: "+49 171 3920012", kind: "mobile" }], {}, { sandbox: true });
  expect(chosen).toMatchObject({ e164: "+491713920012", kind: "mobile", status: "valid" });
  expect(chosen?.verdict).toMatchObject({ reason: "fictional", score: 10 });
});

test("a mobile comes before a landline, whatever the order; a landline is labelled", async () => {
  const desk: FoundPhone = { number: "+33 1 42 68 53 00", kind: "company" };
  const both = await choose([desk, { number: "+33 6 20 48 17 93", kind: "mobile" }]);
  expect(both.chosen).toMatchObject({ e164: "+33620481793", kind: "mobile", type: "MOBILE" });
  expect((await choose([desk])).chosen).toMatchObject({ kind: "company", type: "FIXED_LINE", status: "valid" });
});

test("the numbering plan corrects the provider's word", async () => {
  const wrong = await choose([{ number: "+33 1 42 68 53 00", kind: "mobile" }]);
  expect(wrong.chosen).toMatchObject({ kind: "work", type: "FIXED_LINE" });
  expect((await choose([other("+33 6 20 48 17 93")])).chosen).toMatchObject({ kind: "mobile" });
});

test("a valid number comes before a mobile that is only possible", async () => {
  const { chosen } = await choose([
    { number: "+33 8 30 12 34 5", kind: "mobile" },
    { number: "+49 19 0123456789", kind: "mobile" },
    { number: "+33 1 42 68 53 00", kind: "company" },
  ]);
  expect(chosen).toMatchObject({ e164: "+33142685300", status: "valid" });
});

test("a number that is only possible is delivered as such", async () => {
  const { chosen } = await choose([{ number: "+33 0812345678", kind: "mobile" }, other("+1 555 123 4567")]);
  expect(chosen).toMatchObject({ status: "possible", verdict: { reason: "possible_only" } });
});

test.each([
  ["the contact's country", { country: "France" }, true],
  ["the contact's place", { location: "Greater Lyon Area, France" }, true],
  ["the company's country", { domain: "acme.fr" }, true],
  ["another place than the company's", { location: "Berlin, Germany", domain: "acme.fr" }, false],
  ["an ending that everybody uses", { domain: "acme.io" }, false],
])("a number without country code is read by %s", async (_by, contact, read) => {
  const { chosen } = await choose([other("06 20 48 17 93")], contact);
  expect(chosen?.e164 === "+33620481793").toBe(read);
});

test("a number of the company's country scores higher", async () => {
  const home = await choose([other("+33 6 20 48 17 93")], { domain: "acme.fr" });
  const away = await choose([other("+33 6 20 48 17 93")], { domain: "acme.de" });
  expect((home.chosen?.verdict.score ?? 0) - (away.chosen?.verdict.score ?? 0)).toBe(10);
});

describe("live look-ups", () => {
  const two: FoundPhone[] = [
    { number: "+33 6 20 48 17 93", kind: "mobile" },
    { number: "+33 7 56 31 90 12", kind: "mobile" },
    { number: "+33 6 98 16 54 31", kind: "mobile" },
  ];

  test("one for a line that is alive", async () => {
    const { chosen, asked } = await choose(two, {}, { inactive: [] });
    expect(asked).toHaveLength(1);
    expect(chosen?.verdict).toMatchObject({ active: true, score: 90 });
  });

  test("a line that nobody has is passed over; two look-ups at most", async () => {
    const all = two.map(({ number }) => number.replaceAll(" ", ""));
    const first = await choose(two, {}, { inactive: all.slice(0, 1) });
    expect(first.asked).toHaveLength(2);
    expect(first.chosen?.verdict.active).toBe(true);
    const none = await choose(two, {}, { inactive: all });
    expect(none.asked).toHaveLength(2);
    expect(none.chosen?.verdict.active).toBeNull();
    expect((await choose(two.slice(0, 1), {}, { inactive: all })).chosen).toBeNull();
  });

  test("none unless jobs are to use them", async () => {
    expect((await choose(two)).asked).toEqual([]);
  });
});
