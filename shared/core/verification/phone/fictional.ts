/**
 * Ranges that regulators reserve for films and examples, by E.164 prefix, with the digits that follow. Such numbers look
 * valid and reach nobody. Sources: NANPA (555-01XX), Ofcom, ARCEP, BNetzA, ACMA, ComReg and PTS number plans.
 */
const reserved: readonly RegExp[] = [
  // North America: 555-0100 to 555-0199 behind every area code
  /^\+1[2-9]\d{2}55501\d{2}$/,
  // Britain
  /^\+44(?:11[3-8]|1[2-6]1)4960\d{3}$/,
  /^\+442079460\d{3}$/,
  /^\+4428(?:90180|96496)\d{3}$/,
  /^\+442920180\d{3}$/,
  /^\+441914980\d{3}$/,
  /^\+44(?:1632960|7700900|8081570|9098790|3069990)\d{3}$/,
  // France
  /^\+33(?:19900|26191|35301|46571|53649|63998)\d{4}$/,
  // Germany: a thousand each in five cities, single numbers and blocks of the mobile networks
  /^\+49(?:3023125|6990009|4066969|2214710|8999998)\d{3}$/,
  /^\+49152(?:28817386|28895456|54599371)$/,
  /^\+491713920\d{3,4}$/,
  /^\+49172(?:9925904|9968532|997318[56]|9980752)$/,
  /^\+49174(?:9091317|9464308)$/,
  /^\+4917604069\d{2,3}$/,
  // Australia
  /^\+61[2378](?:5550|7010)\d{4}$/,
  /^\+6149157\d{4}$/,
  /^\+611(?:800160401|[38]00975(?:70[7-9]|71[01]))$/,
  // Ireland
  /^\+3532091\d{5}$/,
  // Sweden
  /^\+46(?:3139006|4062804|8465004|9803192|7017406)\d{2}$/,
];

const anyReserved = new RegExp(reserved.map(({ source }) => source).join("|"));
const oneDigit = /^0?(\d)\1{5,}$/;
const oneDigitAtEnd = /(\d)\1{6,}$/;

/** Numbers that people type to get past a form: one digit repeated, or counting up or down. */
function isDummy(e164: string): boolean {
  for (let skip = 2; skip <= 4; skip++) {
    if (e164.length - skip < 6) break;
    if (isSequence(e164, skip) || oneDigit.test(e164.slice(skip))) return true;
  }
  return oneDigitAtEnd.test(e164);
}

/** True when each digit from `start` on is the one before plus one, or each minus one (0 follows 9). */
function isSequence(text: string, start: number): boolean {
  const step = (text.charCodeAt(start + 1) - text.charCodeAt(start) + 10) % 10;
  if (step !== 1 && step !== 9) return false;
  for (let at = start + 2; at < text.length; at++) {
    if ((text.charCodeAt(at) - text.charCodeAt(at - 1) + 10) % 10 !== step) return false;
  }
  return true;
}

/** Why a number that looks right reaches nobody: reserved for fiction, or typed in to get past a form. Null: neither. */
export function unreachableKind(e164: string): "fictional" | "dummy" | null {
  if (anyReserved.test(e164)) return "fictional";
  return isDummy(e164) ? "dummy" : null;
}

/** True for the reasons that `unreachableKind` gives. */
export function isUnreachableReason(reason: string): boolean {
  return reason === "fictional" || reason === "dummy";
}
