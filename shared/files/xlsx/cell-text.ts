/** How the numbers of a cell style are shown, as far as it matters for text. */
export interface NumberStyle {
  date: boolean;
  /** Numbers shown with leading zeros ("00000"): that many digits. */
  digits: number;
}

export const plainStyle: NumberStyle = { date: false, digits: 0 };

/** Built-in formats that show dates or times. */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

export function numberStyle(id: number, format: string | undefined): NumberStyle {
  if (format === undefined) return builtInDates.has(id) ? { date: true, digits: 0 } : plainStyle;
  const bare = format.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").toLowerCase();
  if (/[ymdhs]/.test(bare) && !/[0#?]{1,}\.?[0#?]*e/.test(bare) && !bare.includes("general")) {
    return { date: true, digits: 0 };
  }
  return /^0{2,20}$/.test(bare) ? { date: false, digits: bare.length } : plainStyle;
}

/** A number as a person sees it: 15 digits as Excel has them, never 3.36E+10; dates as 2024-05-31 or 2024-05-31 14:30:00. */
export function numberText(value: string, style: NumberStyle, from1904: boolean): string {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number)) return value;
  if (style.date) return dateText(number, from1904) ?? value;
  const text = toPlain(number);
  return style.digits > 0 && /^\d+$/.test(text) ? text.padStart(style.digits, "0") : text;
}

function toPlain(number: number): string {
  if (Number.isInteger(number) && Math.abs(number) < 1e21) return BigInt(number).toString();
  return String(Number(number.toPrecision(15)));
}

const dayMs = 86_400_000;

/** Days since the end of 1899 (or the start of 1904 in old Mac files) → ISO text; null outside of Excel's range. */
function dateText(serial: number, from1904: boolean): string | null {
  if (serial < 0 || serial >= 2_958_466) return null;
  // Excel counts a 29 February 1900 that never was.
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const iso = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString();
  const time = iso.slice(11, 19);
  if (serial < 1) return time;
  return (serial * dayMs) % dayMs === 0 || time === "00:00:00" ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}

/** Excel writes characters that XML cannot hold as _x000D_. */
export const unescapeText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
