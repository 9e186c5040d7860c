import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ColumnMapping, importFields } from "#core/imports/fields.ts";
import {
  certaintyOf,
  fieldOfColumn,
  mappingSuffices,
  sampleValues,
  setColumnField,
} from "../../../web/src/features/imports/mapping-edits.ts";

describe("setColumnField", () => {
  it("moves a meaning from the column that had it", () => {
    expect(setColumnField({ company: 2, first_name: 0 }, 1, "company")).toEqual({ company: 1, first_name: 0 });
  });

  it("frees a column", () => {
    expect(setColumnField({ company: 2 }, 2, null)).toEqual({});
  });

  it("never gives one column two meanings or one meaning two columns", () => {
    const edit = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.option(fc.constantFrom(...importFields)));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        let mapping: ColumnMapping = {};
        for (const [column, field] of edits) {
          mapping = setColumnField(mapping, column, field);
          expect(fieldOfColumn(mapping, column)).toBe(field);
          const columns = Object.values(mapping);
          expect(new Set(columns).size).toBe(columns.length);
        }
      }),
      { seed: 20261123 },
    );
  });
});

describe("mappingSuffices", () => {
  it.each<[ColumnMapping, boolean]>([
    [{}, false],
    [{ title: 0, location: 1 }, false],
    [{ first_name: 0, last_name: 1 }, false],
    [{ company: 0, domain: 1 }, false],
    [{ full_name: 0, company: 1 }, true],
    [{ last_name: 0, domain: 1 }, true],
    [{ linkedin_url: 0 }, true],
    [{ given_email: 0 }, true],
  ])("%j → %s", (mapping, enough) => {
    expect(mappingSuffices(mapping)).toBe(enough);
  });
});

describe("certaintyOf", () => {
  it("tells a sure match from a likely one, and both from what was chosen by hand", () => {
    const suggested = { field: "company", confidence: 0.9 } as const;
    expect(certaintyOf({ company: 2 }, suggested, 2)).toBe("sure");
    expect(certaintyOf({ company: 2 }, { ...suggested, confidence: 0.6 }, 2)).toBe("likely");
    expect(certaintyOf({ domain: 2 }, suggested, 2)).toBe("byHand");
    expect(certaintyOf({}, suggested, 2)).toBe("unused");
  });
});

describe("sampleValues", () => {
  it("skips what is empty or repeated", () => {
    expect(sampleValues([[""], ["  "], ["a"], ["a "], ["b"], ["c"]], 0)).toEqual(["a", "b"]);
    expect(sampleValues([["a"]], 7)).toEqual([]);
  });
});
