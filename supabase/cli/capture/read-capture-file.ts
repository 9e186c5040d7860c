import { readFile, stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseHTML } from "linkedom";
import { type CaptureReading, emptyReading } from "#core/capture/captured-lead.ts";
import { readPageAddress } from "#core/capture/pages/page-address.ts";
import { readPage } from "#core/capture/pages/read-page.ts";
import { endpointKind } from "#core/capture/responses/endpoint.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { WorkError } from "../lib/run-command.ts";

/** Beyond any page; saved ones have a few MB. */
const longest = 50 * 1024 * 1024;

/** Reads a saved page or body as the extension reads it. What does not come from LinkedIn is ignored. */
export async function readCaptureFile(file: string, url: string, status: number): Promise<CaptureReading> {
  const content = await readSaved(file);
  if (readPageAddress(url) === null && endpointKind(url) === null) return emptyReading("ignored");
  if (/\.html?$/i.test(file) || (!/\.json$/i.test(file) && /^\s*</.test(content))) return readSavedPage(content, url);
  return readResponse({ url, status, body: parseBody(content, file) });
}

async function readSaved(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  try {
    if ((await stat(file)).size > longest) throw new WorkError(`${file} is larger than 50 MB: that is no saved page.`);
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof WorkError) throw error;
    throw new WorkError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function readSavedPage(html: string, url: string): CaptureReading {
  // A parser of fragments needs a root to hang them on.
  const { document } = parseHTML(/<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`);
  const root = document.documentElement;
  return root === null ? emptyReading("shape_changed") : readPage(root, url);
}

function parseBody(content: string, file: string): unknown {
  try {
    // Some bodies begin with a guard against being run as a script.
    return JSON.parse(content.replace(/^\uFEFF/, "").replace(/^\)\]\}'[^\n]*\n/, ""));
  } catch (error) {
    throw new WorkError(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
