import { readFile, stat } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { parseHTML } from "linkedom";
import { type CaptureReading, emptyReading } from "#core/capture/captured-lead.ts";
import { readPageAddress } from "#core/capture/pages/page-address.ts";
import { readIslands } from "#core/capture/pages/read-islands.ts";
import { readView } from "#core/capture/read-view.ts";
import { endpointKind } from "#core/capture/responses/endpoint.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { WorkError } from "../lib/run-command.ts";

/** Beyond any page; saved ones have a few MB. */
const longest = 50 * 1024 * 1024;

/** Reads a saved page or body as the extension reads it. What does not come from LinkedIn is ignored. */
export async function readCaptureFile(file: string, url: string, status: number): Promise<CaptureReading> {
  const content = await readSaved(file);
  if (looksLikePage(file, content)) return readSavedPage(content, url);
  const body = parseBody(content, file);
  if (endpointKind(url) === null) {
    const kind = readPageAddress(url)?.kind ?? "other";
    if (kind === "other" || kind === "signed_out") return emptyReading(kind === "other" ? "ignored" : kind);
  }
  return readResponse({ url, status, body });
}

/** Names may lie, what a file begins with does not; a page that is no markup ("Too many requests") is told by its name. */
function looksLikePage(file: string, content: string): boolean {
  if (/\.json$/i.test(file)) return false;
  return /^\s*</.test(content) || (/\.html?$/i.test(file) && !/^\s*[{[]/.test(content));
}

async function readSaved(file: string): Promise<string> {
  try {
    if (file !== "-" && (await stat(file)).size > longest)
      throw new WorkError(`${file} is larger than 50 MB: that is no saved page.`);
    return decodeText(file, file === "-" ? await buffer(process.stdin) : await readFile(file));
  } catch (error) {
    if (error instanceof WorkError) throw error;
    throw new WorkError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** UTF-8, or UTF-16 where a mark says so (what some shells write); the mark goes. */
function decodeText(file: string, bytes: Uint8Array): string {
  const utf16 = { fffe: "utf-16le", feff: "utf-16be" }[Buffer.from(bytes.subarray(0, 2)).toString("hex")];
  const content = new TextDecoder(utf16 ?? "utf-8").decode(bytes);
  if (content.slice(0, 4_096).includes("\0")) throw new WorkError(`${file} holds no text: that is no saved page.`);
  return content;
}

function readSavedPage(html: string, url: string): CaptureReading {
  // A parser of fragments needs a root to hang them on.
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`);
  const root = document.documentElement;
  return root === null ? emptyReading("shape_changed") : readView(root, url, readIslands(root, url));
}

function parseBody(content: string, file: string): unknown {
  try {
    // Some bodies begin with a guard against being run as a script.
    return JSON.parse(content.replace(/^\)\]\}'[^\n]*\n/, ""));
  } catch (error) {
    throw new WorkError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
