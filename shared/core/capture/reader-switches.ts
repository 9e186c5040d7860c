import { type CaptureReading, emptyReading, type FieldSource } from "./captured-lead.ts";
import type { PageKind } from "./pages/page-address.ts";

/** A reader that is turned off for versions that read wrongly by now. Data only: it can turn off, and nothing else. */
export interface ReaderSwitch {
  /** `lead_search:api`: the reader of what that kind of page loads; `…:dom`: the one of what it shows; `*:…`: of all. */
  reader: string;
  /** The first version that reads well again; null: no version does. */
  below: string | null;
}

/** Names of the readers that are off in a version. Unknown names do nothing; a version that is none counts as old. */
export const readersOff = (switches: readonly ReaderSwitch[], version: string): string[] =>
  switches.filter(({ below }) => below === null || compareVersions(version, below) < 0).map(({ reader }) => reader);

/** What is left of readings when some readers are off. */
export function withoutReaders(off: readonly string[], kind: PageKind) {
  const isOff = (source: FieldSource) => off.includes(`${kind}:${source}`) || off.includes(`*:${source}`);
  const [api, dom] = [isOff("api"), isOff("dom")];
  return {
    /** Nothing is read of this kind of page. */
    all: api && dom,
    api,
    shown: (reading: CaptureReading): CaptureReading =>
      dom && reading.state !== "signed_out" && reading.state !== "throttled"
        ? { ...emptyReading(api ? "switched_off" : "skeleton"), paging: reading.paging }
        : reading,
  };
}

function compareVersions(a: string, b: string): number {
  const parts = (text: string) => (/^\d{1,5}(?:\.\d{1,5}){0,3}$/.test(text) ? text.split(".").map(Number) : [0]);
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < 4; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
