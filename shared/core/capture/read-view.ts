import { type CaptureReading, emptyReading } from "./captured-lead.ts";
import { chooseReading, type LoadedReading } from "./choose-reading.ts";
import { readPageAddress } from "./pages/page-address.ts";
import type { PageElement } from "./pages/page-element.ts";
import { readPage } from "./pages/read-page.ts";
import { rowKey } from "./person-key.ts";
import { withoutReaders } from "./reader-switches.ts";

/**
 * What the user looks at: the page as shown, joined with what it has loaded, without the readers that are switched off.
 * Whoever a response refuses is left out whatever was read of the page, also by a reader that is switched off.
 * @param root the document's root element
 * @param loaded the last responses, oldest first
 * @param off names of readers
 */
export function readView(
  root: PageElement,
  url: string,
  loaded: readonly LoadedReading[],
  off: readonly string[] = [],
): CaptureReading {
  const without = withoutReaders(off, readPageAddress(url)?.kind ?? "other");
  const shown = without.shown(readPage(root, url));
  if (without.all) return emptyReading(shown.state);
  const reading = chooseReading(without.api ? loaded.filter(isTrouble) : loaded, shown, url);
  const blocked = new Set(loaded.flatMap((one) => one.reading.blocked));
  const rows = reading.rows.filter((row) => !blocked.has(rowKey(row)));
  const left = reading.rows.length - rows.length;
  return left === 0
    ? reading
    : { ...reading, rows, refused: { ...reading.refused, private: reading.refused.private + left } };
}

const isTrouble = ({ reading }: LoadedReading): boolean =>
  reading.state === "throttled" || reading.state === "signed_out";
