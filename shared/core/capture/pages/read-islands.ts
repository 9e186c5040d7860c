import type { LoadedReading } from "../choose-reading.ts";
import { asRecord, asText, field } from "../read-value.ts";
import { bodyShape } from "../responses/body-shape.ts";
import { endpointKind } from "../responses/endpoint.ts";
import { readResponse } from "../responses/read-response.ts";
import { findAll, type PageElement } from "./page-element.ts";

/** A page has had some dozens; larger ones hold no rows. */
const mostIslands = 100;
const longest = 2 * 1024 * 1024;

/**
 * Responses that the server wrote into the page itself, as `<code id="bpr-guid-1">` beside a `<code
 * id="datalet-bpr-guid-1">` that names the request (seen until about 2020, in saved pages). One whose request is not
 * named is read only where it holds a list: a single person may be the one who is signed in.
 * @param page address under which the document was loaded
 */
export function readIslands(root: PageElement, page: string): LoadedReading[] {
  const islands = findAll(root, "code[id]", mostIslands).map((code) => ({ id: code.getAttribute("id") ?? "", code }));
  const requests = new Map(
    islands.flatMap(({ id, code }) => {
      if (!id.startsWith("datalet-")) return [];
      const told = asRecord(parse(code));
      return [[asText(field(told, "body"), 200) ?? id.slice("datalet-".length), told] as const];
    }),
  );
  return islands.flatMap(({ id, code }) => {
    if (id.startsWith("datalet-")) return [];
    const request = requests.get(id);
    const url = asText(field(request ?? null, "request"), 16_000) ?? "";
    const kind = endpointKind(url);
    if (request === undefined ? !holdsRows(code) : kind === null || kind === "ignored") return [];
    const reading = readResponse({ url, status: Number(field(request ?? null, "status") ?? 200), body: parse(code) });
    return reading.rows.length > 0 || reading.blocked.length > 0 ? [{ reading, page }] : [];
  });
}

function holdsRows(code: PageElement): boolean {
  const shape = bodyShape(parse(code))?.shape;
  return shape === "flat" || shape === "normalized";
}

/** What an island holds: as text, or within a comment. */
function parse(code: PageElement): unknown {
  const text = code.textContent?.trim() || /^\s*<!--([\s\S]*)-->\s*$/.exec(code.innerHTML)?.[1] || "";
  if (text.length > longest || !/^\s*\{/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
