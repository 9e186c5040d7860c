/** A table made of JSON objects: one column a key, in the order in which the keys first appear. */
export interface LeadTable {
  headers: string[];
  rows: string[][];
}

/** Further keys are ignored: no lead has as many facts. */
const mostColumns = 200;

/**
 * Turns leads sent as JSON into a table, so that they take the same way as a file: keys are matched as headers are
 * ("position", "jobTitle", "prenom"). Text, numbers and booleans become cells; nested values are left out.
 */
export function leadsToTable(leads: readonly Readonly<Record<string, unknown>>[]): LeadTable {
  const columns = new Map<string, number>();
  const rows = leads.map((lead) => {
    const row: string[] = [];
    for (const [key, value] of Object.entries(lead)) {
      const text = toText(value);
      if (text === null) continue;
      let column = columns.get(key);
      if (column === undefined) {
        if (columns.size >= mostColumns) continue;
        column = columns.size;
        columns.set(key, column);
      }
      while (row.length < column) row.push("");
      row[column] = text;
    }
    return row;
  });
  return { headers: [...columns.keys()], rows };
}

function toText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}
