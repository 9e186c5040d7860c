import { isValidUnicodeLabel } from "./label-rules.ts";
import { decodePunycode, encodePunycode } from "./punycode.ts";

export type DomainFault =
  | "domain_empty"
  | "domain_dots"
  | "domain_char"
  | "domain_hyphen"
  | "domain_idn"
  | "label_too_long"
  | "domain_too_long";

export type AsciiDomain = { ok: true; ascii: string; unicode: string } | { ok: false; reason: DomainFault };

const fail = (reason: DomainFault): AsciiDomain => ({ ok: false, reason });

// UTS-46: these four are the dot of other scripts.
const otherDots = /[\u3002\uff0e\uff61]/g;

/** UTS-46 mapping, non-transitional: compatibility forms and capitals fold, the German sharp s and final sigma stay. */
function mapUnicode(domain: string): string | null {
  let mapped = "";
  for (const char of domain.replace(otherDots, ".")) {
    const folded = char === "." ? char : char.normalize("NFKC").toLowerCase().normalize("NFKC");
    // One written character that unfolds to a separator ("\u2488" is "1.") is a disguise, not a domain.
    if (char !== "." && /[.@/:\s]/.test(folded)) return null;
    mapped += folded;
  }
  return mapped.normalize("NFC");
}

function labelToAscii(label: string): { ascii: string; unicode: string } | DomainFault {
  if (/^[\x2d0-9a-z]+$/.test(label)) {
    if (label.startsWith("-") || label.endsWith("-")) return "domain_hyphen";
    if (label.length > 63) return "label_too_long";
    if (!label.startsWith("--", 2)) return { ascii: label, unicode: label };
    // Only A-labels may have hyphens there, and only genuine ones.
    if (!label.startsWith("xn--")) return "domain_hyphen";
    const decoded = decodePunycode(label.slice(4));
    if (decoded === null || !/[^ -~]/.test(decoded) || !isValidUnicodeLabel(decoded)) return "domain_idn";
    return encodePunycode(decoded) === label.slice(4) ? { ascii: label, unicode: decoded } : "domain_idn";
  }
  if (!/[^ -~]/.test(label)) return "domain_char";
  if (/[ -,./:-`{-~]/.test(label)) return "domain_char";
  if (label.startsWith("-") || label.endsWith("-") || label.startsWith("--", 2)) return "domain_hyphen";
  if (!isValidUnicodeLabel(label)) return "domain_idn";
  const ascii = `xn--${encodePunycode(label)}`;
  return ascii.length > 63 ? "label_too_long" : { ascii, unicode: label };
}

/**
 * A domain as DNS wants it: lower case, A-labels, checked label by label (LDH, 63 octets, 253 in all). The engine's
 * own `URL` would do the mapping, but it accepts underscores and percent signs, and core has no globals.
 */
export function domainToAscii(domain: string): AsciiDomain {
  if (domain === "") return fail("domain_empty");
  const mapped = /[^ -~]/.test(domain) ? mapUnicode(domain) : domain.toLowerCase();
  if (mapped === null) return fail("domain_char");
  // A label never shrinks below a quarter of its octets; this bounds the work on hostile input.
  if (mapped.length > 253) return fail("domain_too_long");
  const ascii: string[] = [];
  const unicode: string[] = [];
  for (const label of mapped.split(".")) {
    if (label === "") return fail("domain_dots");
    const converted = labelToAscii(label);
    if (typeof converted === "string") return fail(converted);
    ascii.push(converted.ascii);
    unicode.push(converted.unicode);
  }
  const joined = ascii.join(".");
  return joined.length > 253 ? fail("domain_too_long") : { ok: true, ascii: joined, unicode: unicode.join(".") };
}
