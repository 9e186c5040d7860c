import { describe, expect, it } from "vitest";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats, type Locale, locales } from "#core/i18n/formats.ts";
import { createFrench } from "#core/i18n/fr.ts";
import { wordText } from "#core/i18n/messages.ts";
import { importFields } from "#core/imports/fields.ts";
import { rowErrorTexts } from "#core/imports/row-errors.ts";
import { contactResults, contactStatuses, jobStatuses, stopReasons } from "#core/jobs/words.ts";
import { failureKinds } from "#core/providers/provider-port.ts";

const catalogues = {
  en: createEnglish(createFormats("en", "UTC")),
  fr: createFrench(createFormats("fr", "UTC")),
};

type Sample = string | number | boolean;

/** Every text of a catalogue with its path; functions are called with samples. */
function texts(node: unknown, path = ""): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  if (typeof node === "function") {
    const samples: Sample[] = [2, 3, 4];
    return [[path, String(node(...samples))]];
  }
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => texts(value, path === "" ? name : `${path}.${name}`));
}

describe("the catalogue", () => {
  it("has the same texts in every language, none of them empty", () => {
    const english = texts(catalogues.en);
    const french = texts(catalogues.fr);
    expect(french.map(([path]) => path)).toEqual(english.map(([path]) => path));
    for (const [path, text] of [...english, ...french]) {
      expect(text.trim(), path).not.toBe("");
      expect(text, path).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it("is really translated", () => {
    const english = new Map(texts(catalogues.en));
    const same = texts(catalogues.fr).filter(([path, text]) => text.length > 25 && english.get(path) === text);
    expect(same).toEqual([]);
  });

  it.each(locales)("names every word that the product uses, in %s", (locale: Locale) => {
    const { imports, jobs, results } = catalogues[locale];
    const named = (table: object, words: readonly string[]) =>
      expect(words.filter((word) => !Object.hasOwn(table, word))).toEqual([]);
    named(imports.fields, importFields);
    named(imports.reasons, Object.keys(rowErrorTexts));
    named(jobs.statuses, jobStatuses);
    named(results.statuses, contactStatuses);
    named(results.results, contactResults);
    named(results.stops, stopReasons);
    named(results.stopsShort, stopReasons);
    named(results.trail.outcomes, [...failureKinds, "found", "skipped"]);
  });

  it("counts as its readers do", () => {
    expect(catalogues.en.jobs.count(1)).toBe("1 job");
    expect(catalogues.en.jobs.count(2)).toBe("2 jobs");
    expect(catalogues.fr.jobs.count(0)).toBe("0 tâche");
    expect(catalogues.fr.jobs.count(1)).toBe("1 tâche");
    expect(catalogues.fr.jobs.count(2)).toBe("2 tâches");
    expect(catalogues.en.imports.match.check(458, 0, 1)).toBe("458 rows ready · 1 repeated");
  });
});

describe("wordText", () => {
  it("never shows a bare code, and is not fooled by names of object members", () => {
    expect(wordText({ no_name: "Nobody is named." }, "no_name")).toBe("Nobody is named.");
    expect(wordText({}, "brand_new_reason")).toBe("brand new reason");
    expect(wordText({}, "constructor")).toBe("constructor");
    expect(wordText({}, null)).toBe("");
  });
});
