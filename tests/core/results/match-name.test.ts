import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchName, type NameMatch } from "#core/results/match-name.ts";

const named = (text: string) => {
  const [first, last] = text.split("|");
  return { first_name: first || null, last_name: last || null, full_name: null };
};

describe("matchName", () => {
  it.each<[string, string, NameMatch]>([
    ["martin.keller", "Lena|Ortiz", "other"],
    ["martin.keller", "Martin|Berg", "other"],
    ["keller", "Lena|Ortiz", "other"],
    ["mkeller", "Martin|Berg", "other"],
    ["x", "Lena|Ortiz", "opaque"],
    ["u4711", "Lena|Ortiz", "opaque"],
    ["a9f31c", "Lena|Ortiz", "opaque"],
    ["lena.ortiz", "山田|太郎", "unknown"],
    ["lena.ortiz", "|", "unknown"],
    ["lena.ortiz", "N/A|-", "unknown"],
    ["lo", "Lena|Ortiz", "initials"],
    ["lena", "Lena|Ortiz", "single"],
    ["ortiz", "Lena|Ortiz", "single"],
    ["ortizconsulting", "Lena|Ortiz", "single"],
    ["lortiz", "Lena|Ortiz", "initial"],
    ["l.ortiz", "Lena|Ortiz", "initial"],
    ["ortizl", "Lena|Ortiz", "initial"],
    ["leortiz", "Lena|Ortiz", "initial"],
    ["lena.o", "Lena|Ortiz", "initial"],
    ["lmontgom", "Lena|Montgomery", "initial"],
    ["lena.ortiz", "Lena|Ortiz", "full"],
    ["LENA.ORTIZ", "Lena|Ortiz", "full"],
    ["ortiz-lena", "Lena|Ortiz", "full"],
    ["lenaortiz", "Lena|Ortiz", "full"],
    ["lena_ortiz2", "Lena|Ortiz", "full"],
    ["lena.m.ortiz", "Lena|Ortiz", "full"],
    ["lena.ortiz+crm", "Lena|Ortiz", "full"],
    ["bob.smith", "Robert|Smith", "full"],
    ["robert.smith", "Bob|Smith", "full"],
    ["bsmith", "Robert|Smith", "initial"],
    ["jp.martin", "Jean-Pierre|Martin", "full"],
    ["jean.martin", "Jean-Pierre|Martin", "full"],
    ["jeanpierre.martin", "Jean Pierre|Martin", "full"],
    ["anna.delacruz", "Anna|de la Cruz", "full"],
    ["anna.cruz", "Anna|de la Cruz", "full"],
    ["j.mueller", "Jürgen|Müller", "initial"],
    ["juergen.mueller", "Jürgen|Müller", "full"],
    ["jurgen.muller", "Jürgen|Müller", "full"],
    ["soren.angstrom", "Søren|Ångström", "full"],
    ["soeren.aangstroem", "Søren|Ångström", "full"],
    ["lukasz.kozlowski", "Łukasz|Kozłowski", "full"],
    ["sean.oneil", "Seán|O'Neil", "full"],
    ["ivan.petrov", "Иван|Петров", "full"],
    ["maria.nikolaidis", "Μαρία|Νικολαΐδης", "full"],
    ["li.wu", "Li|Wu", "full"],
  ])("%s for %s: %s", (local, name, expected) => expect(matchName(local, named(name))).toBe(expected));

  it("reads a full name where the parts are missing, in either order", () => {
    const whole = (full_name: string) => ({ first_name: null, last_name: null, full_name });
    expect(matchName("lena.ortiz", whole("Lena Ortiz"))).toBe("full");
    expect(matchName("lena.ortiz", whole("Ortiz, Lena"))).toBe("full");
    expect(matchName("lena.ortiz", whole("Lena"))).toBe("other");
  });

  it("recognises every common pattern of every plain name", () => {
    const name = fc.stringMatching(/^[a-z]{3,10}$/);
    fc.assert(
      fc.property(name, name, (first, last) => {
        fc.pre(first !== last);
        const person = { first_name: first, last_name: last, full_name: null };
        for (const local of [`${first}.${last}`, `${first}${last}`, `${last}.${first}`, `${first}_${last}`]) {
          expect(matchName(local, person)).toBe("full");
        }
        for (const local of [`${first[0]}${last}`, `${first[0]}.${last}`]) {
          expect(["initial", "full", "single"]).toContain(matchName(local, person));
        }
        expect(["single", "initial", "full"]).toContain(matchName(first, person));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("answers for any text without failing", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ unit: "binary", maxLength: 300 }),
        (a, b) => {
          matchName(a, { first_name: b, last_name: a, full_name: b });
          matchName(b, { first_name: null, last_name: null, full_name: a });
        },
      ),
      { seed: 6, numRuns: 500 },
    );
  });
});
