import { type OriginTables, phoneOrigin } from "#core/verification/phone/phone-origin.ts";
import { readPrefixTable } from "#core/verification/phone/prefix-table.ts";
import type { VerifyPhoneOptions } from "#core/verification/phone/verify-phone.ts";

let loading: Promise<OriginTables> | null = null;

async function loadTables(): Promise<OriginTables> {
  const [{ carriers }, { locations }, { timezones }] = await Promise.all([
    import("#core/verification/phone/tables/carriers.gen.ts"),
    import("#core/verification/phone/tables/locations.gen.ts"),
    import("#core/verification/phone/tables/timezones.gen.ts"),
  ]);
  return {
    carriers: readPrefixTable(carriers),
    locations: readPrefixTable(locations),
    timezones: readPrefixTable(timezones),
  };
}

/** The prefix tables, three megabytes of text, read at the first number that asks for them and kept. */
export async function loadPhoneOrigin(): Promise<NonNullable<VerifyPhoneOptions["origin"]>> {
  loading ??= loadTables();
  const tables = await loading;
  return (e164, region, type) => phoneOrigin(tables, e164, region, type);
}
