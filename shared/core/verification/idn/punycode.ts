/** Punycode (RFC 3492) for one label, without the `xn--` prefix. */
const base = 36;
const tMin = 1;
const tMax = 26;

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) >> 1; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + 38));
}

const threshold = (k: number, bias: number): number => Math.min(tMax, Math.max(tMin, k - bias));
const digitChar = (digit: number): string => String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);

/** `ma\u00f1ana` → `maana-pta`. The label must hold at least one non-ASCII character. */
export function encodePunycode(label: string): string {
  const points = Array.from(label, (char) => char.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < 0x80);
  let output = String.fromCharCode(...basic);
  if (basic.length > 0) output += "-";
  let handled = basic.length;
  let n = 0x80;
  let delta = 0;
  let bias = 72;
  while (handled < points.length) {
    let next = 0x7fffffff;
    for (const point of points) if (point >= n && point < next) next = point;
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta += 1;
      if (point !== n) continue;
      let q = delta;
      for (let k = base; ; k += base) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += digitChar(t + ((q - t) % (base - t)));
        q = Math.floor((q - t) / (base - t));
      }
      output += digitChar(q);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    n += 1;
  }
  return output;
}

const digitValue = (code: number): number => {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 22;
  return base;
};

/** The inverse, for lower-case input; null when the text is no punycode. */
export function decodePunycode(text: string): string | null {
  const dash = text.lastIndexOf("-");
  const points: number[] = dash > 0 ? Array.from(text.slice(0, dash), (char) => char.charCodeAt(0)) : [];
  let n = 0x80;
  let i = 0;
  let bias = 72;
  for (let at = dash > 0 ? dash + 1 : 0; at < text.length; ) {
    const start = i;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = at < text.length ? digitValue(text.charCodeAt(at)) : base;
      if (digit >= base) return null;
      at += 1;
      i += digit * weight;
      if (i > 0x7fffffff) return null;
      const t = threshold(k, bias);
      if (digit < t) break;
      weight *= base - t;
    }
    const length = points.length + 1;
    bias = adapt(i - start, length, start === 0);
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff || (n >= 0xd800 && n <= 0xdfff)) return null;
    points.splice(i, 0, n);
    i += 1;
  }
  return String.fromCodePoint(...points);
}
