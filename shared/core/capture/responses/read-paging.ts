import type { Paging } from "../captured-lead.ts";
import { asCount, asList, asRecord, asText, field, type JsonRecord } from "../read-value.ts";

/** Where a body stands in its search. `paging.total` is exact; the count that the page shows is rounded. */
export function readPaging(paging: JsonRecord | null, metadata: JsonRecord | null): Paging | null {
  const start = asCount(field(paging, "start"));
  if (start === null || start > 1_000_000) return null;
  const count = asCount(field(paging, "count")) || 25;
  return {
    start,
    count,
    total: asCount(field(paging, "total")),
    page: Math.floor(start / count) + 1,
    session: asText(field(asRecord(field(metadata, "tracking")), "sessionId"), 200),
  };
}

/** Filters as LinkedIn applied them: it drops those it does not like without a word. */
export function readApplied(metadata: JsonRecord | null): string[] {
  return asList(field(metadata, "filters"), 50).flatMap((item) => {
    const filter = asRecord(item);
    const name = asText(field(filter, "displayName"), 100) ?? asText(field(filter, "type"), 100);
    const values = asList(field(filter, "values"), 50).flatMap((value) => {
      const record = asRecord(value);
      return (
        asText(value, 100) ?? asText(field(record, "text"), 100) ?? asText(field(record, "displayValue"), 100) ?? []
      );
    });
    return name === null ? [] : [values.length === 0 ? name : `${name}: ${values.join(", ")}`];
  });
}
