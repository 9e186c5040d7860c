/** What a caller may know of a person. Empty, null and absent mean the same: unknown. */
export interface PersonInput {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  fullName?: string | null | undefined;
  company?: string | null | undefined;
  domain?: string | null | undefined;
  linkedinUrl?: string | null | undefined;
}

export interface PersonName {
  /** Folded, lower-case words; either part may be empty. */
  first: string;
  last: string;
  /** The same for every spelling: accents, case, punctuation and order do not matter. */
  key: string;
  gender: "FEMALE" | "MALE" | "UNKNOWN";
}

const special: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};
const honorifics = new Set(["mr", "mrs", "ms", "mme", "mlle", "dr", "prof", "herr", "frau", "phd", "mba"]);

/** Lower-case words without accents and punctuation, separated by one space. Other scripts keep their letters. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most names are plain ASCII, and Unicode normalisation is by far the dearest step of a lookup.
  const plain = isAscii(lower)
    ? lower
    : lower
        .replace(/[ßæœøđðþłı]/g, (letter) => special[letter] ?? letter)
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "");
  return plain
    .replace(/['’`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

const women =
  "alice amelie ana anna anne camille carla caroline catherine celine charlotte chiara chloe clara claire elena elise elodie emilie emma eva francoise helene ines ingrid isabel isabelle jana jeanne julia julie karin katharina laura lea lena lina louise lucia lucie magdalena maria marie marta mathilde monika nadia nathalie nina nora olivia paula petra pilar renate rosa sabine sara sarah silvia sofia sophie stefanie susanne sylvie teresa ursula valerie zoe";
const men =
  "adam adrien alain alejandro alexandre andre andreas antoine arthur bastien benoit bernd carlos christian claude clement daniel david diego dieter emil eric etienne fabian felix fernando florian francois frank gabriel georges guillaume hans henri hugo ivan jack jacques james javier jean jens john jorge jose juan julien jurgen karl klaus laurent leo louis luca lucas luis luca marc marco mario martin matthias mateo maxime miguel nicolas oliver olivier omar oscar pablo pascal patrick paul pedro peter philippe pierre rafael raul remi rene robert samuel sebastien sergio stefan stephane sven theo thierry thomas tobias tom vincent william wolfgang xavier yannick yves";
const givenNames = new Map<string, "FEMALE" | "MALE">([
  ...women.split(" ").map((name) => [name, "FEMALE"] as const),
  ...men.split(" ").map((name) => [name, "MALE"] as const),
]);

/** Reads a name from its parts, else from the full name, else from the LinkedIn slug; null when there is none. */
export function readName(person: PersonInput): PersonName | null {
  let first = words(person.firstName);
  let last = words(person.lastName);
  if (first.length === 0 || last.length === 0) {
    const full = words(person.fullName);
    if (full.length > 0) {
      const comma = (person.fullName ?? "").indexOf(",");
      if (comma > 0) {
        last = words((person.fullName ?? "").slice(0, comma));
        first = words((person.fullName ?? "").slice(comma + 1));
      } else {
        first = full.slice(0, 1);
        last = full.slice(1);
      }
    } else if (first.length === 0 && last.length === 0) {
      const slug = linkedinSlug(person.linkedinUrl);
      const parts = slug === null ? [] : slug.split("-").filter((part) => /^\p{L}+$/u.test(part));
      first = parts.slice(0, 1);
      last = parts.slice(1);
    }
  }
  if (first.length === 0 && last.length === 0) return null;
  // "Ortiz Lena": a known given name at the end and none in front means that the order was turned round.
  const head = first[0];
  const tail = last.at(-1);
  if (head !== undefined && tail !== undefined && !givenNames.has(head) && givenNames.has(tail)) {
    const rest = [...first, ...last.slice(0, -1)];
    first = [tail];
    last = rest;
  }
  const gender = givenNames.get(first[0] ?? "") ?? "UNKNOWN";
  return { first: first.join(" "), last: last.join(" "), key: [...first, ...last].sort().join(" "), gender };
}

function words(text: string | null | undefined): string[] {
  if (!text) return [];
  return fold(text)
    .split(" ")
    .filter((word) => word !== "" && !honorifics.has(word));
}

/** The part after `/in/`, lower-case; a bare slug is taken as it is. */
export function linkedinSlug(url: string | null | undefined): string | null {
  if (!url) return null;
  const match = /\/in\/([^/?#\s]+)/i.exec(url);
  const slug = match?.[1] ?? (/^[\p{L}\p{N}-]+$/u.test(url.trim()) ? url.trim() : null);
  if (slug === null) return null;
  try {
    return decodeURIComponent(slug).toLowerCase();
  } catch {
    return slug.toLowerCase();
  }
}

/** "de la cruz" → "De La Cruz": how an answer writes a name. */
export function titled(folded: string): string {
  return folded.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase());
}
