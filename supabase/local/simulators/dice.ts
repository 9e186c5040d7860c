/** 32-bit string hash (FNV-1a with a final avalanche); the same text and seed give the same number everywhere. */
export function hash32(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return avalanche(h);
}

function avalanche(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Independent, repeatable random numbers for one subject: the same subject and question always give the same throw. */
export class Dice {
  readonly seed: number;

  constructor(subject: string, seed: number) {
    this.seed = hash32(subject, seed);
  }

  /** A number in [0, 1) for this question. */
  roll(question: string): number {
    return hash32(question, this.seed) / 0x1_0000_0000;
  }

  /** An integer in [0, size). */
  int(question: string, size: number): number {
    return hash32(question, this.seed) % size;
  }

  pick<T>(question: string, from: readonly [T, ...T[]]): T {
    return from[this.int(question, from.length)] ?? from[0];
  }

  /** Picks by weight; the weights need not add up to one. */
  weighted<T>(question: string, from: readonly [readonly [T, number], ...(readonly [T, number])[]]): T {
    let total = 0;
    for (const [, weight] of from) total += weight;
    let rest = this.roll(question) * total;
    for (const [value, weight] of from) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return from[0][0];
  }

  /** `length` lower-case hex digits. */
  hex(question: string, length: number): string {
    let out = "";
    for (let i = 0; out.length < length; i++) out += hash32(`${question}${i}`, this.seed).toString(16).padStart(8, "0");
    return out.slice(0, length);
  }
}

/** A 53-bit number that stands for a text where keeping the text itself would cost too much memory. */
export function identity(text: string): number {
  return hash32(text, 0x51ed) * 0x20_0000 + (hash32(text, 0xa3c1) >>> 11);
}
