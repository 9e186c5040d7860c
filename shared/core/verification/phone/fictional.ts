/**
 * Ranges that regulators reserve for films and examples, by E.164 prefix, with the digits that follow. Such numbers look
 * valid and reach nobody. Sources: NANPA (555-01XX), Ofcom, ARCEP, BNetzA, ACMA, ComReg and PTS number plans.
 */
const reserved: readonly RegExp[] = [
  /^\+1[2-9]\d{2}55501\d{2}$/,
  /^\+44(?:113|114|115|116|117|118|121|131|141|151|161)4960\d{3}$/,
  /^\+44207946\d{4}$/,
  /^\+442890180\d{3}$/,
  /^\+442920180\d{3}$/,
  /^\+441914980\d{3}$/,
  /^\+441632960\d{3}$/,
  /^\+447700900\d{3}$/,
  /^\+448081570\d{3}$/,
  /^\+449098790\d{3}$/,
  /^\+443069990\d{3}$/,
  /^\+33(?:199|261|353|465|536)(?:00|91|01|71|49)\d{4}$/,
  /^\+3363998\d{4}$/,
  /^\+493023125\d{3}$/,
  /^\+496990009\d{3}$/,
  /^\+494066969\d{3}$/,
  /^\+492214710\d{3}$/,
  /^\+498999998\d{3}$/,
  /^\+49152289\d{5}$/,
  /^\+491522881\d{4}$/,
  /^\+491713920\d{3,4}$/,
  /^\+4917[16]0499\d{4}$/,
  /^\+4917[26]9968\d{4}$/,
  /^\+617010\d{4,5}$/,
  /^\+61(?:2|3|7|8)(?:5550|7010)\d{4}$/,
  /^\+614(?:91570|91571|91572|91573|91574)\d{3}$/,
  /^\+611(?:800|900|300)(?:160401|975711)$/,
  /^\+353209(?:10|11|12|13|14|15|16|17|18|19)\d{4}$/,
  /^\+4631390(?:6)\d{2}$/,
  /^\+464062804\d{2}$/,
  /^\+4684650041\d$/,
  /^\+46(?:8465004|31390600|40628040|980319|317)\d{1,3}$/,
  /^\+4670174060[5-9]$/,
  /^\+467017406[0-9]{2}$/,
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
