import { describe, expect, it } from "vitest";
import { fileName } from "../../../web/src/features/jobs/download-csv.ts";

describe("fileName", () => {
  it.each([
    [`attachment; filename="leads-enriched.csv"; filename*=UTF-8''Caf%C3%A9-enriched.csv`, "Café-enriched.csv"],
    [`attachment; filename="leads-enriched.csv"`, "leads-enriched.csv"],
    [`attachment; filename="plain.csv"; filename*=UTF-8''%E0%A4%A`, "plain.csv"],
    [null, "my list.csv"],
    ["attachment", "my list.csv"],
  ])("%s → %s", (header, name) => {
    expect(fileName(header, "my list.csv")).toBe(name);
  });
});
