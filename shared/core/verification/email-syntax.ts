import { type DomainFault, domainToAscii } from "./idn/to-ascii.ts";

/** Why an address is not one that a mail server could be given. Stable words; the verdict's reason is `syntax_` + word. */
export type SyntaxFault =
  | DomainFault
  | "empty"
  | "too_long"
  | "control_char"
  | "lone_surrogate"
  | "whitespace"
  | "display_name"
  | "comment"
  | "no_at"
  | "many_at"
  | "local_empty"
  | "local_too_long"
  | "local_dots"
  | "local_char"
  | "quoted_string"
  | "address_literal"
  | "single_label"
  | "tld";

export interface ParsedEmail {
  ok: true;
  /** As it goes into RCPT TO: quoted where it must be, composed (NFC). */
  local: string;
  /** Lower case, A-labels. */
  domain: string;
  /** The same for a reader: U-labels. */
  domainUnicode: string;
  /** The local part cannot be written without quotes. */
  quoted: boolean;
  /** The server must support SMTPUTF8 (RFC 6531) because the local part is not ASCII. */
  smtputf8: boolean;
}

export type EmailSyntax = ParsedEmail | { ok: false; reason: SyntaxFault };

const fail = (reason: SyntaxFault): EmailSyntax => ({ ok: false, reason });

const plainAscii = /^[!-~]+$/;
const atomText = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+$/;
/** The commonest shape by far; everything else takes the careful way. */
const plainDomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** Length in UTF-8 octets, which is what the limits of RFC 5321 and 6531 count. */
function octets(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // A surrogate half stands for two of its pair's four octets.
    if (code > 0x7f) count += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return count;
}

// Format, private, unassigned characters and separators hide or reorder text; a leading mark would join the quote or "@".
const unsafeUnicode = /[\p{C}\p{Z}]/u;
const unsafeInQuotes = /[\p{C}\p{Zl}\p{Zp}]/u;

function checkDotAtom(local: string): SyntaxFault | null {
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return "local_dots";
  if (atomText.test(local)) return null;
  if (/\s/.test(local)) return "whitespace";
  if (/[()]/.test(local)) return "comment";
  if (local.includes('"')) return "quoted_string";
  if (/[!-~]/.test(local.replace(/[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]/g, ""))) return "local_char";
  return unsafeUnicode.test(local) || /^\p{M}/u.test(local) ? "local_char" : null;
}

/** Reads `"…"` at the start; returns its content without escapes and where it ends, or null. */
function readQuoted(address: string): { content: string; end: number } | null {
  let content = "";
  for (let at = 1; at < address.length; at += 1) {
    const char = address[at] ?? "";
    if (char === '"') return { content, end: at + 1 };
    if (char === "\\") {
      at += 1;
      const escaped = address[at];
      if (escaped === undefined || !/[ -~]/.test(escaped)) return null;
      content += escaped;
    } else content += char;
  }
  return null;
}

function parseLocal(raw: string): { local: string; quoted: boolean } | SyntaxFault {
  if (!raw.startsWith('"')) {
    const local = plainAscii.test(raw) ? raw : raw.normalize("NFC");
    return checkDotAtom(local) ?? { local, quoted: false };
  }
  const content = readQuoted(raw)?.content.normalize("NFC") ?? "";
  if (content === "" || unsafeInQuotes.test(content) || /^\p{M}/u.test(content)) return "quoted_string";
  // RFC 5321 4.1.2: quotes that are not needed change nothing, so the plain form is the normal one.
  if (checkDotAtom(content) === null) return { local: content, quoted: false };
  return { local: `"${content.replace(/["\\]/g, "\\$&")}"`, quoted: true };
}

/** Where the local part ends, or why it does not. */
function findAt(address: string): number | SyntaxFault {
  if (address.startsWith('"')) {
    const quoted = readQuoted(address);
    if (quoted === null) return "quoted_string";
    if (address[quoted.end] === "@") return quoted.end;
    return /<[^>]*>\s*$/.test(address) ? "display_name" : "quoted_string";
  }
  if (/<[^<>]*@[^<>]*>?\s*$/.test(address)) return "display_name";
  const at = address.indexOf("@");
  return at < 0 ? "no_at" : at;
}

/**
 * Reads one address as the RCPT TO of RFC 5321, with the international forms of RFC 6531. It says yes only to what can
 * be used unchanged at a public domain: no comments, display names, surrounding blanks, address literals or bare host
 * names. Quoted local parts are allowed. Reserved top-level domains (.test, .example) are fine here; DNS decides later.
 */
export function parseEmail(address: string): EmailSyntax {
  if (address === "") return fail("empty");
  // 254 octets at most are legal; looking closely at more than that is wasted on hostile input.
  if (address.length > 1000) return fail("too_long");
  if (!plainAscii.test(address)) {
    if (!address.isWellFormed()) return fail("lone_surrogate");
    if (/\p{Cc}/u.test(address)) return fail("control_char");
    if (address.trim() !== address) return fail("whitespace");
  }
  const at = findAt(address);
  if (typeof at === "string") return fail(at);
  const rawLocal = address.slice(0, at);
  const rawDomain = address.slice(at + 1);
  if (rawLocal === "") return fail("local_empty");

  const local = parseLocal(rawLocal);
  if (typeof local === "string") return fail(local);
  if (octets(rawLocal) > 64 || octets(local.local) > 64) return fail("local_too_long");

  if (rawDomain.startsWith("[")) return fail("address_literal");
  const domain = parseDomain(rawDomain);
  if (typeof domain === "string") return fail(domain);
  // In either spelling of the domain: the A-labels travel, the U-labels are what SMTPUTF8 servers count.
  const localOctets = octets(local.local);
  if (localOctets + 1 + Math.max(domain.ascii.length, octets(domain.unicode)) > 254) return fail("too_long");
  return {
    ok: true,
    local: local.local,
    domain: domain.ascii,
    domainUnicode: domain.unicode,
    quoted: local.quoted,
    smtputf8: !/^[ -~]+$/.test(local.local),
  };
}

function parseDomain(raw: string): { ascii: string; unicode: string } | SyntaxFault {
  if (raw.includes("@")) return "many_at";
  if (/[()]/.test(raw)) return "comment";
  if (/\s/.test(raw)) return "whitespace";
  // Marks at the start would join the "@"; format characters vanish on screen.
  if (!plainAscii.test(raw) && (/^\p{M}/u.test(raw) || /[\p{Cc}\p{Co}\p{Cn}\p{Z}]/u.test(raw))) return "domain_char";
  const lower = raw.toLowerCase();
  const domain =
    lower.length <= 63 && plainDomain.test(lower) && !lower.includes("--")
      ? { ok: true as const, ascii: lower, unicode: lower }
      : domainToAscii(raw);
  if (!domain.ok) return domain.reason;
  const tld = domain.ascii.slice(domain.ascii.lastIndexOf(".") + 1);
  if (tld.length === domain.ascii.length) return "single_label";
  // No top-level domain has one letter or ends with a digit, so this also refuses IPv4 addresses.
  if (tld.length < 2 || !(/[a-z]$/.test(tld) || tld.startsWith("xn--"))) return "tld";
  return domain;
}
