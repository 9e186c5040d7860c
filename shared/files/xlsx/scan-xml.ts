import { RefusedFile, refuse } from "../refusal.ts";
import { damaged } from "./zip-directory.ts";

export interface XmlHandler {
  /** `name` is without namespace prefix; `attributes` is the tag's text after the name. */
  open(name: string, attributes: string): void;
  text(text: string): void;
  close(name: string): void;
}

export interface XmlScanner {
  push(text: string): void;
}

/** No tag of a spreadsheet comes near this. */
const longestTag = 64 * 1024;

/**
 * Reads the XML of spreadsheets as it arrives. Knows tags, text, CDATA, comments and character references. A document
 * type declaration is refused: spreadsheets have none, and entities declared there are a way to blow up memory.
 */
export function createXmlScanner(handler: XmlHandler): XmlScanner {
  let rest = "";
  return {
    push(chunk) {
      const text = rest === "" ? chunk : rest + chunk;
      rest = text.slice(scan(text, handler));
      if (rest.length > longestTag && rest.startsWith("<") && !rest.startsWith("<![CDATA[")) throw damaged();
    },
  };
}

/** Handles all whole pieces; gives the offset of the first incomplete one. */
function scan(text: string, handler: XmlHandler): number {
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf("<", at);
    // Text is held back until its tag is there, so that a reference is never cut in two.
    if (tag < 0) return at;
    if (tag > at) handler.text(decodeReferences(text.slice(at, tag)));
    const next = readMarkup(text, tag, handler);
    if (next < 0) return tag;
    at = next;
  }
  return at;
}

function readMarkup(text: string, tag: number, handler: XmlHandler): number {
  const second = text[tag + 1];
  if (second === undefined) return -1;
  if (second === "!" || second === "?") return readSpecial(text, tag, handler);
  const end = tagEnd(text, tag);
  if (end < 0) return -1;
  if (second === "/") {
    handler.close(localName(text.slice(tag + 2, end).trimEnd()));
    return end + 1;
  }
  const empty = text[end - 1] === "/";
  const inside = text.slice(tag + 1, empty ? end - 1 : end);
  const space = inside.search(/\s/);
  const name = localName(space < 0 ? inside : inside.slice(0, space));
  handler.open(name, space < 0 ? "" : inside.slice(space));
  if (empty) handler.close(name);
  return end + 1;
}

function readSpecial(text: string, tag: number, handler: XmlHandler): number {
  const after = (mark: string): number => {
    const end = text.indexOf(mark, tag + 2);
    return end < 0 ? -1 : end + mark.length;
  };
  if (text[tag + 1] === "?") return after("?>");
  const kind = text.slice(tag, tag + 9);
  if (kind.startsWith("<!--")) return after("-->");
  if (kind === "<![CDATA[") {
    const end = after("]]>");
    if (end >= 0) handler.text(text.slice(tag + 9, end - 3));
    return end;
  }
  if (kind.length < 9) return -1;
  throw new RefusedFile(refuse("damaged"));
}

/** The ">" that ends the tag; one within an attribute's quotes does not. */
function tagEnd(text: string, tag: number): number {
  let quote = 0;
  for (let at = tag + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at;
  }
  return -1;
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (typeof name === "string") return named[name.toLowerCase()] ?? whole;
    const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/** One attribute's value, its references decoded; undefined where it is absent. */
export function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeReferences(value);
}
