import fc from "fast-check";
import { expect, test } from "vitest";
import { providerNames, truthOf } from "#local/simulators/population.ts";
import { people } from "./support.ts";

test("nobody is found without a name or without a company", () => {
  for (const person of [{ firstName: "", lastName: "", domain: "acme.example" }, { fullName: "Lena Ortiz" }, {}]) {
    const truth = truthOf(person);
    expect(truth.email).toBeNull();
    expect(truth.apolloMatch).toBe(false);
    for (const name of providerNames) expect(truth.findableBy[name].found).toBe(false);
  }
});

test("a private mail host is nobody's company", () => {
  const truth = truthOf({ fullName: "Lena Ortiz", domain: "gmail.com" });
  expect(truth.email).toBeNull();
  for (const name of providerNames) expect(truth.findableBy[name].found).toBe(false);
});

test("spelling, order and form of the question do not change the person", () => {
  const plain = truthOf({ firstName: "François", lastName: "Lefèvre", domain: "nordwind.example" });
  const others = [
    { firstName: "FRANCOIS", lastName: "lefevre", domain: "https://www.nordwind.example/about" },
    { fullName: "François Lefèvre", company: "Nordwind GmbH" },
    { fullName: "Lefèvre, François", company: "NORDWIND" },
    { fullName: "Lefevre Francois", domain: "Nordwind.Example" },
    { fullName: "Dr. François  LEFÈVRE", company: "nordwind.example" },
    { fullName: "Francois Lefevre", domain: "nordwind.example", linkedinUrl: "https://www.linkedin.com/in/fl-12" },
  ];
  for (const other of others) {
    const truth = truthOf(other);
    expect(truth.key).toBe(plain.key);
    expect(truth.email).toBe(plain.email);
    expect({ ...truth.findableBy }).toEqual({ ...plain.findableBy });
  }
});

test("any input at all gives the same truth twice", () => {
  const words = fc.option(fc.string({ unit: "grapheme", maxLength: 30 }), { nil: null });
  fc.assert(
    fc.property(
      fc.record({
        firstName: words,
        lastName: words,
        fullName: words,
        company: words,
        domain: words,
        linkedinUrl: words,
      }),
      (person) => {
        const truth = truthOf(person);
        expect(JSON.stringify(truthOf(person))).toBe(JSON.stringify(truth));
        if (truth.email !== null) expect(truth.email).toMatch(/^[a-z0-9][a-z0-9._-]*@[a-z0-9.-]+$/);
      },
    ),
    { seed: 20_261, numRuns: 300 },
  );
});

test("another seed is another world", () => {
  const found = (seed: number) =>
    Array.from(
      { length: 50 },
      (_, i) => truthOf({ fullName: `Lena T${i}x`, domain: "a.example" }, seed).findableBy.hunter.found,
    );
  expect(found(1)).not.toEqual(found(2));
  expect(found(1)).toEqual(found(1));
});

const counts = count(10_000);
const share = (name: string) => (counts.get(name) ?? 0) / 10_000;

test.each([
  ["apollo", 0.6],
  ["hunter", 0.52],
  ["dropcontact", 0.5],
  ["icypeas", 0.5],
  ["findymail", 0.5],
])("%s finds about its published share", (name, expected) => {
  expect(Math.abs(share(name) - expected)).toBeLessThan(0.025);
});

test("four providers in a row find 80 to 85 percent", () => {
  expect(share("four")).toBeGreaterThan(0.8);
  expect(share("four")).toBeLessThan(0.86);
  expect(share("four right")).toBeLessThan(share("four"));
});

test("providers err on two to four percent, in all three ways", () => {
  for (const name of providerNames) {
    expect(share(`${name} wrong`)).toBeGreaterThan(0.018);
    expect(share(`${name} wrong`)).toBeLessThan(0.04);
  }
  for (const kind of ["other_person", "former_employer", "bad_pattern"]) expect(share(kind)).toBeGreaterThan(0.02);
});

test("the world has its odd corners in the wanted measure", () => {
  expect(Math.abs(share("catch-all") - 0.2)).toBeLessThan(0.05);
  expect(Math.abs(share("opted out") - 0.01)).toBeLessThan(0.005);
  expect(Math.abs(share("apollo mobile") - 0.35)).toBeLessThan(0.025);
  expect(share("apollo match")).toBeGreaterThan(share("apollo") + 0.05);
  for (const oddity of ["generic@pro", "nominative@perso", "invalid@pro", "placeholder", "webmail", "switchboard"]) {
    expect(counts.get(oddity) ?? 0, oddity).toBeGreaterThan(0);
  }
});

test("phone numbers come from the ranges kept for fiction", () => {
  const fiction =
    /^(\+33 6 39 98 \d\d \d\d|\+33 1 99 00 \d\d \d\d|\+44 7700 900\d{3}|\+44 20 7946 0\d{3}|\+1 \d{3} 555 01\d\d|\+49 171 39200\d\d|\+49 30 23125 \d{3})$/;
  let seen = 0;
  for (const { truth } of people()) {
    for (const number of [truth.mobile, truth.switchboard]) if (number !== null) expect(number).toMatch(fiction);
    if (++seen === 2_000) return;
  }
});

function count(size: number): Map<string, number> {
  const tally = new Map<string, number>();
  const add = (name: string, when = true) => {
    if (when) tally.set(name, (tally.get(name) ?? 0) + 1);
  };
  let seen = 0;
  for (const { truth } of people()) {
    if (seen++ === size) break;
    let four = false;
    let right = false;
    for (const name of providerNames) {
      const { found, wrong, email, junk } = truth.findableBy[name];
      add(name, found);
      add(`${name} wrong`, wrong !== null);
      if (wrong !== null) add(wrong);
      if (junk !== null) add(junk.email === "email_not_unlocked@domain.com" ? "placeholder" : junk.label);
      if (name !== "findymail" && found) {
        four = true;
        right ||= email === truth.email;
      }
    }
    add("four", four);
    add("four right", right);
    add("catch-all", truth.catchAll);
    add("opted out", truth.optedOut);
    add("apollo match", truth.apolloMatch);
    add("apollo mobile", truth.apolloPhone?.kind === "mobile");
    add("switchboard", truth.dropcontactPhone !== null);
  }
  return tally;
}
