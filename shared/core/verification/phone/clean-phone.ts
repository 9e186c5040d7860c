/** Longest text that is looked at; a telephone cell has some dozens of characters. */
const maxLength = 250;

const bidiAndZeroWidth = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const otherDashes = /[\u2010-\u2015\u2212\u30fc\uff0d]/g;
const isoDate = /^\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const shortDate = /^\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d{2}(?: \d{1,2}:\d{2}(?::\d{2})?)?$/;
/** Two-digit years with slashes only: "12.34.56" is how some islands write six-digit numbers, see `mayBeDate`. */
const yearlessDate = /^\d{1,2}\/\d{1,2}\/\d{2}$/;
const day = "(?:0?[1-9]|[12]\\d|3[01])";
const month = "(?:0?[1-9]|1[0-2])";
/** Dates that some country's numbers look like: "12.05.24", "24-05-12", "20240512", "05/2024". */
const doubtfulDate = new RegExp(
  `^(?:${day}([-. ])${month}\\1\\d{2}|${month}([-. ])${day}\\2\\d{2}|\\d{2}([-.])${month}\\3${day}|(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])|${month}[-./ ](?:19|20)\\d{2})$`,
);
/** Value-added tax numbers of Europe by country and length, without the zero or plus that a number would begin with. */
const vatNumber =
  /^(?:ATU ?\d{8}|BE ?[01]\d{9}|CHE[- ]?\d{9}|DE ?[1-9]\d{8}|ES ?(?:[A-Z]\d{7}[\dA-Z]|\d{8}[A-Z])|FR ?[1-9A-Z][\dA-Z]\d{9}|GB ?[1-9]\d{8}(?:\d{3})?|IT ?\d{11}|NL ?\d{9}B\d{2}|PL ?\d{10}|PT ?[1-9]\d{8}|SE ?\d{12})(?: ?MWST| ?TVA)?$/;
const ipAddress = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?$/;
const clockTime = /^\d{1,2}:\d{2}(?::\d{2})?$/;
const ipv6Address = /^(?=.*(?:::|(?::.*){5}))[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}$/i;
/** "8 oct. 2026", "Oct 8, 2026": a month between a day and a year is spelled in three letters or more. */
const wordedDate = /^(?:\d{1,2}\.?\s+\p{L}{3,9}\.?|\p{L}{3,9}\.?\s+\d{1,2}),?\s+(?:19|20)\d{2}$/u;
/** "0033 …", "(+33) …", "tel: +33 …" and labels such as "Mobile:" or "Tél."; with a colon, any word or two. */
const label =
  /^\s*(?:(?:tel|tél|téléphone|telephone|telefono|teléfono|telefon|phone|mobile?|mob|mobil|móvil|cell|portable|handy|office|bureau|fax|work|direct|m|t|p|d|f)\b\.?\s*[:.)-]?\s*|\p{L}{2,15}(?:\s\p{L}{2,15})?\s*:\s*)+(?=[+(\d])/iu;
/** A chat link holds the whole number without its plus sign. */
const chatLink = /\b(?:wa\.me\/|whatsapp\.com\/send\/?\?phone=)\+?(\d{7,15})/i;
const telUri = /\btel:[+\d(][^"<>]*/i;
const betweenNumbers =
  /\s*(?:[;|\n\t]|\b(?:or|ou|oder|and|et|und|y|o)\b)\s*|\s*,\s*(?=\+)|\s*\/\s*(?=\+|00\d)|(?<=\d)\s*(?=\+\d)|\s+(?=(?:tel|mob|mobile|cell|gsm|portable|handy|fax)\b)/iu;
/** Both behind a comma are whole numbers; a shorter one would be the inner line. */
const listedPair = /^(.*\d)\s*,\s*(\(?\d.*\d)$/;
/** An inner line as French, German, Spanish and Italian write it, and the parameter of RFC 3966. */
const extension = /(?<=\d)\s*(?:,?\s*\b(?:poste|durchwahl|dw|interne|interno|anexo)\b\.?|;\s*ext=)\s*(\d{1,6})$/iu;
/** "+33 6 … (pro)", "… mobile": words behind a whole number. */
const wordsBehind = /(?<=\d)[\s,]*(?:\(\p{L}[\p{L}\s.]*\)|\s\p{L}[\p{L}\s.]*)$/u;
/** "030 / 901820" is one number, "030 901820 / 030 901821" two. */
const slashedPair = /^(.*\d.*)\s\/\s(.*\d.*)$/;
const leastDigits = 7;
/** Closer together, two numbers are told by their length and beginning: "0142685300/0620481793", "01 …, 06 …", "01 … - 06 …". */
const tightPair = /^([+0].*\d)(?:\s*[,/]\s*|\s+-\s+|(?<=\d{8})-(?=[+0]\d{8}))([+0].*\d)$/;
const leastWholeDigits = 9;
/** What most cells hold, and what needs no cleaning. */
const plain = /^(?:\+|0)?[1-9] ?\d[\d ]{0,24}\d$/;

/** Written forms of one digit that are not ASCII, by Unicode normalisation and the two digit blocks that it leaves alone. */
function toAsciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** What spreadsheets make of a number: a leading apostrophe, ".0" of a float. */
const spreadsheetMarks = /^=?['\u2018\u2019`"]+|^=(?=[+\d])|['\u2018\u2019`"]+$/g;
const floatTail = /^(\+?\d{6,15})[.,]0{1,2}$/;
const scientific = /^\+?(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;

/**
 * "3.3612345678E+10" holds every digit of 33612345678; "3.36123E+10" has lost five, and whatever is put in their place
 * is somebody else's number. Null: no such notation.
 */
function readScientific(text: string): { digits: string | null } | null {
  const [, first = "", rest = "", exponent = ""] = scientific.exec(text) ?? [];
  if (first === "") return null;
  return { digits: rest.length === Number(exponent) ? first + rest : null };
}

/** True when a spreadsheet has cut digits off the number, so that it cannot be told any more. */
export function isCutBySpreadsheet(text: string): boolean {
  return readScientific(text.trim().replace(spreadsheetMarks, ""))?.digits === null;
}

/** True for what is rather a date than a number, once no valid number came of it. */
export const mayBeDate = (text: string): boolean => doubtfulDate.test(text);

/** True for cells that hold digits but no telephone number: dates, times, IP addresses, tax numbers. */
export function isOtherNotation(text: string): boolean {
  return (
    isoDate.test(text) ||
    shortDate.test(text) ||
    yearlessDate.test(text) ||
    ipAddress.test(text) ||
    ipv6Address.test(text) ||
    wordedDate.test(text) ||
    vatNumber.test(/^[A-Z]{2}/.test(text) ? text.replace(/(?<=\d|^..)[ .](?=\d)/g, "") : text) ||
    clockTime.test(text)
  );
}

/** Plain digits, dashes and blanks in place of what only looks like them. */
const tidy = (raw: string): string =>
  toAsciiDigits(raw.slice(0, maxLength).normalize("NFKC"))
    .replace(bidiAndZeroWidth, "")
    .replace(otherDashes, "-")
    .replace(/[\u00a0\u202f\s]+/g, (space) => (space.includes("\n") ? "\n" : " "))
    .trim();

/** Digits with what stands between them in a number, not glued to a word. */
const digitRun = /(?<![\p{L}\d+.])(?:\+ ?)?\(?\d(?:[\d ().-]*\d)?(?![\p{L}\d])/gu;
const dateWithin = /\b(?:19|20)\d{2}-\d{2}-\d{2}\b/;

/**
 * What is written as a telephone number inside a text that is none as a whole ("Paris 01 …", "☎ 01 … a@b.fr"). Empty where a
 * run of digits is written otherwise, as a customer's or an order's number is: bare, without zero or plus.
 */
export function numbersWithin(raw: string): string[] {
  const text = tidy(raw);
  const runs = [...text.matchAll(digitRun)].map(([run]) => run).filter((run) => countDigits(run) >= leastDigits);
  const isWritten = (run: string): boolean => /^[+0(]|\d[ ().-]/.test(run);
  return dateWithin.test(text) || isOtherNotation(text) || !runs.every(isWritten) ? [] : runs.map(cleanOne);
}

/**
 * Prepares what people type for the parser: compatibility forms, invisible marks, labels and remarks, the "(0)" of
 * "+44 (0)20".
 * Returns the numbers of the cell in order; usually one.
 */
export function cleanPhone(raw: string): string[] {
  if (plain.test(raw)) return [raw];
  const text = tidy(raw).replace(spreadsheetMarks, "").replace(floatTail, "$1");
  const whole = readScientific(text);
  if (whole) return whole.digits === null ? [] : [whole.digits];
  const uri = telUri.exec(text)?.[0];
  if (uri) return [readTelUri(uri)];
  const chat = chatLink.exec(text)?.[1];
  if (chat) return [`+${chat}`];
  const parts = text
    .replace(/<\/?[a-z][^<>]*>/gi, " ")
    .replace(extension, " ext. $1")
    .split(betweenNumbers)
    .flatMap(splitPair)
    .map((part) => part.trim());
  const numbers = parts.filter((part) => part !== "" && !isOtherNotation(part)).map(cleanOne);
  return numbers.filter((number) => /\d.*\d/.test(number));
}

/** RFC 3966: the number, a global context for local numbers, and the extension; other parameters say nothing to us. */
function readTelUri(uri: string): string {
  const [number = "", ...parameters] = uri.slice("tel:".length).split(";");
  const value = (name: string) =>
    parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
  const context = /^\+\(?\d{1,4}\)?$/.exec(value("phone-context") ?? "")?.[0].replace(/[()]/g, "") ?? "";
  const ext = /^\d{1,15}$/.exec(value("ext") ?? "")?.[0];
  return `${number.startsWith("+") ? "" : context}${number}${ext ? ` ext. ${ext}` : ""}`;
}

const countDigits = (text: string): number => text.replace(/\D/g, "").length;

function splitPair(text: string): string[] {
  const pair = slashedPair.exec(text)?.slice(1) ?? [];
  if (pair.length === 2 && pair.every((part) => countDigits(part) >= leastDigits)) return pair;
  const tight = (tightPair.exec(text) ?? listedPair.exec(text))?.slice(1) ?? [];
  return tight.length === 2 && tight.every((part) => countDigits(part) >= leastWholeDigits) ? tight : [text];
}

function cleanOne(text: string): string {
  return (
    text
      .replace(/^(?:callto|sip|sms):/i, "")
      .replace(label, "")
      .replace(wordsBehind, (words, at: number, whole: string) =>
        whole.slice(0, at).replace(/\D/g, "").length >= leastWholeDigits ? "" : words,
      )
      .replace(/^\(\s*(\+|00)\s*(\d{1,3})\s*\)/, "$1$2 ")
      // "+44 (0)20": the trunk zero is not dialled after a country code.
      .replace(/^(\(?(?:\+|00)\s?\d{1,3}\)?[\s.-]*)\(0\)/, "$1")
      // "(0xx) 11…" and "0xx 11…" of South America: xx stands for the carrier.
      .replace(/^\(0[xX]{2}\)|^0[xX]{2}(?=\s)/, "0")
      .replace(/^\++\s*/, "+")
      // A second extension after the first says nothing more.
      .replace(/(x\s?\d+)\s*[/\\]\s*x\s?\d+$/i, "$1")
      .trim()
  );
}
