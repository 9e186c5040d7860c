import { type CaptureReading, emptyReading } from "./captured-lead.ts";
import { joinReadings } from "./join-rows.ts";
import { readLeadIdentity } from "./pages/lead-address.ts";
import { isRowsPage, readPageAddress, searchIdentity } from "./pages/page-address.ts";
import { rowKey } from "./person-key.ts";

/** A response that the page has loaded, and where the page stood then. */
export interface LoadedReading {
  reading: CaptureReading;
  /** Address of the page when the response came. */
  page: string;
}

/**
 * What the user looks at: the loaded response that belongs to the page as shown, joined with it. A page may answer
 * "back" from its own memory, or load the next page before its address changes: so that rows decide, not addresses.
 * @param loaded the last responses, oldest first
 */
export function chooseReading(loaded: readonly LoadedReading[], shown: CaptureReading, url: string): CaptureReading {
  const address = readPageAddress(url);
  if (address === null || address.kind === "other") return emptyReading("ignored");
  if (shown.state === "signed_out") return shown;
  if (!isRowsPage(address.kind)) return chooseSingle(loaded, shown, url);
  const keys = new Set(shown.rows.map(rowKey));
  const wanted = address.kind.startsWith("account") ? "company" : "person";
  // Profiles that are loaded beside a list say nothing of how the list went.
  const latest = loaded.findLast(({ reading }) => isTrouble(reading) || reading.paging !== null);
  if (latest && isTrouble(latest.reading) && latest.page === url) return latest.reading;
  let best: CaptureReading | null = null;
  let most = 0;
  for (const { reading, page } of loaded) {
    if (reading.paging === null || reading.rows.some((row) => row.kind !== wanted)) continue;
    const same = searchIdentity(page) === searchIdentity(url);
    const shared =
      reading.rows.filter((row) => keys.has(rowKey(row))).length +
      reading.blocked.filter((key) => keys.has(key)).length;
    // Rows of the page as shown settle it; without any, the latest response of the same search is all there is.
    const fits = keys.size > 0 ? shared > 0 : same;
    if (fits && shared >= most) [best, most] = [reading, shared];
  }
  return best === null ? shown : joinReadings(best, shown);
}

/** A lead or account page: only the one whom the address names. */
function chooseSingle(loaded: readonly LoadedReading[], shown: CaptureReading, url: string): CaptureReading {
  const own = readLeadIdentity(url);
  for (const { reading } of loaded.toReversed()) {
    if (reading.paging !== null) continue;
    const rows = reading.rows.filter((row) =>
      row.kind === "person"
        ? row.member_id !== null && row.member_id === own.member_id
        : row.company_id !== null && url.includes(`/${row.company_id}`),
    );
    if (rows.length > 0) return joinReadings({ ...reading, rows }, { ...shown, rows: shown.rows.slice(0, 1) });
    const blocked = own.member_id !== null && reading.blocked.includes(`li:#${own.member_id}`);
    if (blocked) return { ...reading, rows: [] };
  }
  return shown;
}

const isTrouble = ({ state }: CaptureReading): boolean => state === "throttled" || state === "signed_out";
