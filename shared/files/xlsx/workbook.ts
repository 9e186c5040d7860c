import { type NumberStyle, numberStyle, plainStyle, unescapeText } from "./cell-text.ts";
import { attribute, createXmlScanner } from "./scan-xml.ts";
import type { UnpackBudget } from "./unpack-entry.ts";
import { unpackEntry } from "./unpack-entry.ts";
import { damaged, type ZipEntry } from "./zip-directory.ts";

/** An opened XLSX file: its parts by path, and what may still be unpacked of them. */
export interface Archive {
  bytes: Uint8Array;
  entries: ReadonlyMap<string, ZipEntry>;
  budget: UnpackBudget;
}

export interface SheetPlace {
  name: string;
  path: string;
  hidden: boolean;
}

export interface Workbook {
  sheets: SheetPlace[];
  from1904: boolean;
  sharedStringsPath: string | null;
  stylesPath: string | null;
}

/** Feeds a part's XML to a handler. Parts that are not there are skipped. */
export function scanPart(archive: Archive, path: string, handler: Parameters<typeof createXmlScanner>[0]): void {
  const entry = archive.entries.get(path);
  if (entry === undefined) return;
  const scanner = createXmlScanner(handler);
  unpackEntry(archive.bytes, entry, archive.budget, (text) => {
    scanner.push(text);
    return true;
  });
}

const nothing = (): void => {};
const scanTags = (archive: Archive, path: string, open: (name: string, attributes: string) => void): void =>
  scanPart(archive, path, { open, text: nothing, close: nothing });

export function readWorkbook(archive: Archive): Workbook {
  const path = ["xl/workbook.xml", ...archive.entries.keys()].find(
    (name) => archive.entries.has(name) && /(?:^|\/)workbook\d*\.xml$/.test(name),
  );
  if (path === undefined) throw damaged();
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const targets = new Map<string, { target: string; type: string }>();
  scanTags(archive, `${folder}_rels/${path.slice(folder.length)}.rels`, (name, attributes) => {
    const id = attribute(attributes, "Id");
    if (name !== "Relationship" || id === undefined) return;
    const target = attribute(attributes, "Target") ?? "";
    const full = target.startsWith("/") ? target.slice(1) : folder + target.replace(/^\.\//, "");
    targets.set(id, { target: full, type: (attribute(attributes, "Type") ?? "").split("/").at(-1) ?? "" });
  });
  const sheets: SheetPlace[] = [];
  let from1904 = false;
  scanTags(archive, path, (name, attributes) => {
    if (name === "workbookPr") from1904 = /^(?:1|true)$/.test(attribute(attributes, "date1904") ?? "");
    if (name !== "sheet") return;
    const place = targets.get(attribute(attributes, "id") ?? "");
    if (place === undefined || place.type !== "worksheet") return;
    const hidden = /hidden/i.test(attribute(attributes, "state") ?? "");
    sheets.push({ name: attribute(attributes, "name") ?? "", path: place.target, hidden });
  });
  const pathOf = (type: string) => [...targets.values()].find((entry) => entry.type === type)?.target ?? null;
  return { sheets, from1904, sharedStringsPath: pathOf("sharedStrings"), stylesPath: pathOf("styles") };
}

/** The texts that cells point at by number. Phonetic hints of East Asian text are left out. */
export function readSharedStrings(archive: Archive, path: string | null): string[] {
  const strings: string[] = [];
  let current: string | null = null;
  let inText = false;
  let phonetic = 0;
  if (path === null) return strings;
  scanPart(archive, path, {
    open(name) {
      if (name === "si") current = "";
      else if (name === "rPh") phonetic += 1;
      else if (name === "t") inText = phonetic === 0;
    },
    text(text) {
      if (inText && current !== null) current += text;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") phonetic -= 1;
      else if (name === "si" && current !== null) {
        strings.push(unescapeText(current));
        current = null;
      }
    },
  });
  return strings;
}

/** Number style of each cell style, in order. */
export function readStyles(archive: Archive, path: string | null): NumberStyle[] {
  const formats = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let inCellStyles = false;
  if (path === null) return styles;
  scanPart(archive, path, {
    open(name, attributes) {
      if (name === "numFmt") {
        formats.set(Number(attribute(attributes, "numFmtId")), attribute(attributes, "formatCode") ?? "");
      } else if (name === "cellXfs") inCellStyles = true;
      else if (name === "xf" && inCellStyles) {
        const id = Number(attribute(attributes, "numFmtId") ?? 0);
        styles.push(id === 0 ? plainStyle : numberStyle(id, formats.get(id)));
      }
    },
    text: nothing,
    close(name) {
      if (name === "cellXfs") inCellStyles = false;
    },
  });
  return styles;
}
