import { zipSync } from "fflate";

const utf8 = new TextEncoder();
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The smallest Excel file around hand-written parts: what no library would write, but some program does. */
export function makeXlsx(parts: {
  sheets: { name?: string; state?: string; xml: string }[];
  sharedStrings?: string;
  styles?: string;
  workbook?: string;
}): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {};
  const add = (path: string, xml: string) => {
    files[path] = utf8.encode(head + xml);
  };
  const rels: string[] = [];
  const relate = (id: string, type: string, target: string) =>
    rels.push(`<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`);
  const sheets = parts.sheets.map(({ name, state, xml }, index) => {
    add(`xl/worksheets/sheet${index + 1}.xml`, `<worksheet xmlns="${main}"><sheetData>${xml}</sheetData></worksheet>`);
    relate(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 1}.xml`);
    const hidden = state === undefined ? "" : ` state="${state}"`;
    return `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}"${hidden} r:id="rId${index + 1}"/>`;
  });
  if (parts.sharedStrings !== undefined) {
    add("xl/sharedStrings.xml", `<sst xmlns="${main}">${parts.sharedStrings}</sst>`);
    relate("rIdS", "sharedStrings", "sharedStrings.xml");
  }
  if (parts.styles !== undefined) {
    add("xl/styles.xml", `<styleSheet xmlns="${main}">${parts.styles}</styleSheet>`);
    relate("rIdT", "styles", "styles.xml");
  }
  add("xl/_rels/workbook.xml.rels", `<Relationships>${rels.join("")}</Relationships>`);
  add(
    "xl/workbook.xml",
    `<workbook xmlns="${main}" xmlns:r="${relations}">${parts.workbook ?? ""}<sheets>${sheets.join("")}</sheets></workbook>`,
  );
  return makeZip(files);
}

export const makeZip = (files: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> => new Uint8Array(zipSync(files));

/** One text cell. */
export const textCell = (address: string, text: string): string =>
  `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
