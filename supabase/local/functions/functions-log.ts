import { z } from "zod";

const lineSchema = z.looseObject({ level: z.string(), scope: z.string(), event: z.string() });

/**
 * One line of the functions' log as a person at the terminal wants it: complaints in words, the daily round only with
 * DEBUG. Null: nothing to show. Lines that are no log entry (a runtime's own words) are shown as they are.
 */
export function readableLogLine(line: string, debug: boolean): string | null {
  if (line.trim() === "") return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return line;
  }
  const entry = lineSchema.safeParse(value);
  if (!entry.success) return line;
  const { level, scope, event, ...fields } = entry.data;
  if (!debug && level !== "warn" && level !== "error") return null;
  const details = Object.entries(fields).map(
    ([name, detail]) => `${name}=${typeof detail === "string" ? detail : JSON.stringify(detail)}`,
  );
  return [`[${scope}] ${event.replaceAll("_", " ")}`, ...details].join(" ");
}
