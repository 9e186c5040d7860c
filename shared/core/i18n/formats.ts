export const locales = ["en", "fr"] as const;
export type Locale = (typeof locales)[number];

/** Numbers, money and times as a reader of one language expects them. */
export interface Formats {
  locale: Locale;
  number(value: number): string;
  /** Thousandths of a credit in, credits out: 1500 → "1.5". */
  credits(milli: number): string;
  /** Micro-dollars in: 1230000 → "$1.23"; amounts below a cent keep what matters of them. */
  usd(micros: number): string;
  /** A length of time in words, rounded as one would say it: "about 2 min". */
  duration(seconds: number): string;
  /** A length of time that was measured: "1 min 7 sec". */
  span(seconds: number): string;
  /** A measured latency: 84 → "84 ms", 1840 → "1.8 s". */
  latency(ms: number): string;
  dateTime(iso: string): string;
  time(iso: string): string;
  /** "3 min ago"; `now` in milliseconds. */
  ago(iso: string, now: number): string;
  list(items: readonly string[]): string;
}

const timeWords = {
  en: { justNow: "just now", seconds: "a few seconds", about: (text: string) => `about ${text}` },
  fr: { justNow: "à l’instant", seconds: "quelques secondes", about: (text: string) => `environ ${text}` },
};

/** `timeZone` is for tests; left out, the reader's own is used. */
export function createFormats(locale: Locale, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const credits = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", ...zone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "medium", ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 1 }).format(
      value,
    );

  return {
    locale,
    number: (value) => number.format(value),
    credits: (milli) => credits.format(milli / 1_000),
    usd: (micros) => formatUsd(locale, micros),
    duration(seconds) {
      const words = timeWords[locale];
      if (seconds < 10) return words.seconds;
      if (seconds < 55) return words.about(unit(Math.ceil(seconds / 10) * 10, "second"));
      const minutes = Math.ceil(seconds / 60);
      if (minutes < 60) return words.about(unit(minutes, "minute"));
      const hours = seconds / 3_600;
      return words.about(unit(hours < 10 ? Math.round(hours * 2) / 2 : Math.round(hours), "hour"));
    },
    span(seconds) {
      const whole = Math.round(seconds);
      const parts: [number, string][] = [
        [Math.floor(whole / 3_600), "hour"],
        [Math.floor((whole % 3_600) / 60), "minute"],
        [whole % 60, "second"],
      ];
      const from = parts.findIndex(([value]) => value > 0);
      return (from < 0 ? parts.slice(-1) : parts.slice(from, from + 2).filter(([value]) => value > 0))
        .map(([value, name]) => unit(value, name))
        .join(" ");
    },
    latency: (ms) => (ms < 1_000 ? unit(Math.round(ms), "millisecond") : unit(Math.round(ms / 100) / 10, "second")),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    ago(iso, now) {
      const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1_000));
      if (seconds < 60) return timeWords[locale].justNow;
      if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), "minute");
      if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), "hour");
      if (seconds < 7 * 86_400) return relative.format(-Math.floor(seconds / 86_400), "day");
      return dateTime.format(new Date(iso));
    },
    list: (items) => list.format(items),
  };
}

function formatUsd(locale: Locale, micros: number): string {
  const usd = micros / 1_000_000;
  const small = micros !== 0 && Math.abs(micros) < 100_000;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: small ? 4 : 2,
  }).format(usd);
}
