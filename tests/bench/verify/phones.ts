import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parsePhoneNumber as parseAwesome } from "awesome-phonenumber";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { verifyPhone } from "#core/verification/phone/verify-phone.ts";
import { loadPhoneOrigin } from "#functions/_shared/verification/load-phone-origin.ts";

/** Agreement with Google's own library (Java 9.0.35) by kind of input, and numbers a second on one core, beside peers. */
const runs = 5;
const fields = ["e164", "international", "national", "ext", "region", "possible", "valid", "type"] as const;

type Reading = Record<(typeof fields)[number], string | boolean | null>;
interface Vector extends Reading {
  input: string;
  defaultRegion: string | null;
  parse: string;
  kind: string;
}
interface OriginVector {
  e164: string;
  carrier: string;
  location: string;
  timezones: string;
}
const load = (name: string): { vectors: unknown[] } =>
  JSON.parse(readFileSync(new URL(`../../fixtures/vectors/${name}`, import.meta.url), "utf8"));
const vectors = load("phones.json").vectors as Vector[];
const origins = load("phone-carrier-location.json").vectors as OriginVector[];
const origin = await loadPhoneOrigin();

/** google-libphonenumber ships no types. */
interface GoogleNumber {
  getExtension(): string | undefined;
}
interface GoogleUtil {
  parse(text: string, region?: string): GoogleNumber;
  format(number: GoogleNumber, format: number): string;
  getRegionCodeForNumber(number: GoogleNumber): string | null;
  isPossibleNumber(number: GoogleNumber): boolean;
  isValidNumber(number: GoogleNumber): boolean;
  getNumberType(number: GoogleNumber): number;
}
const google = createRequire(import.meta.url)("google-libphonenumber") as {
  PhoneNumberUtil: { getInstance(): GoogleUtil };
  PhoneNumberFormat: Record<string, number>;
  PhoneNumberType: Record<string, number>;
};
const util = google.PhoneNumberUtil.getInstance();
const { E164 = 0, INTERNATIONAL = 1, NATIONAL = 2 } = google.PhoneNumberFormat;
const typeNames = new Map(Object.entries(google.PhoneNumberType).map(([name, value]) => [value, name]));

type Reader = (text: string, region: string | null) => Reading | null;
const readers: Record<string, Reader> = {
  captely: (text, region) => {
    const verdict = verifyPhone(text, { region });
    return verdict.e164 === null ? null : verdict;
  },
  "libphonenumber-js": (text, region) => {
    const phone = parsePhoneNumberFromString(text, region === null ? {} : { defaultCountry: region as "FR" });
    if (!phone) return null;
    return {
      e164: phone.number,
      international: phone.formatInternational(),
      national: phone.formatNational(),
      ext: phone.ext ?? null,
      region: phone.isNonGeographic() ? "001" : (phone.country ?? null),
      possible: phone.isPossible(),
      valid: phone.isValid(),
      type: phone.getType() ?? "UNKNOWN",
    };
  },
  "google-libphonenumber": (text, region) => {
    try {
      const phone = util.parse(text, region ?? undefined);
      return {
        e164: util.format(phone, E164),
        international: util.format(phone, INTERNATIONAL),
        national: util.format(phone, NATIONAL),
        ext: phone.getExtension() || null,
        region: util.getRegionCodeForNumber(phone) ?? null,
        possible: util.isPossibleNumber(phone),
        valid: util.isValidNumber(phone),
        type: typeNames.get(util.getNumberType(phone)) ?? "UNKNOWN",
      };
    } catch {
      return null;
    }
  },
  "awesome-phonenumber": (text, region) => {
    const phone = parseAwesome(text, region === null ? {} : { regionCode: region });
    if (phone.number === undefined) return null;
    return {
      e164: phone.number.e164,
      international: phone.number.international,
      national: phone.number.national,
      // It gives no extension.
      ext: null,
      region: phone.regionCode ?? null,
      possible: phone.possible,
      valid: phone.valid,
      type: phone.type?.toUpperCase().replaceAll("-", "_") ?? "UNKNOWN",
    };
  },
};

const agrees = (reading: Reading | null, vector: Vector): boolean =>
  vector.parse === "ok"
    ? reading !== null && fields.every((field) => reading[field] === vector[field])
    : reading === null || !reading.valid;

const print = (line: object) => console.log(JSON.stringify({ bench: "verify", ...line }));
const percent = (right: number, all: number) => Math.round((right / all) * 10_000) / 100;
const withPeer = (name: string) => (name === "captely" ? {} : { peer: name });

function measureAccuracy(name: string, read: Reader): void {
  const kinds: [string, Vector[], number | null][] = [
    ["examples", vectors.filter(({ kind }) => kind === "example/e164" || kind === "example/national"), 99],
    ...["example/invalid-example", "unittest-input", "crm-style"].map((kind): [string, Vector[], null] => [
      kind,
      vectors.filter((vector) => vector.kind === kind),
      null,
    ]),
  ];
  for (const [kind, list, aim] of kinds) {
    const right = list.filter((vector) => agrees(read(vector.input, vector.defaultRegion), vector)).length;
    const value = percent(right, list.length);
    const judged = name === "captely" && aim !== null ? { aim: `>= ${aim}`, ok: value >= aim } : {};
    const note = `${right} of ${list.length}; all of ${fields.join(", ")}`;
    print({ name: `phone_agreement_${kind}`, ...withPeer(name), value, unit: "%", ...judged, note });
  }
}

type Work = (text: string, region: string | null) => unknown;
const mixed = vectors.filter(({ kind }) => kind === "example/e164" || kind === "crm-style");

/** Numbers in a second of processor time (all threads, garbage collection included), so that a busy machine counts less. */
function measureRound(work: Work): number {
  const before = process.cpuUsage();
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < 400) {
    for (const { input, defaultRegion } of mixed) work(input, defaultRegion);
    count += mixed.length;
  }
  const { user, system } = process.cpuUsage(before);
  return (count / (user + system)) * 1_000_000;
}

/** Medians over several rounds in which all take turns; the first round warms up. */
function measureSpeeds(works: Readonly<Record<string, Work>>): Map<string, number> {
  const speeds = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  for (let run = 0; run <= runs; run++) {
    for (const [name, work] of Object.entries(works)) {
      const speed = measureRound(work);
      if (run > 0) speeds.get(name)?.push(speed);
    }
  }
  const median = (values: number[]) => values.sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? 0;
  return new Map([...speeds].map(([name, values]) => [name, Math.round(median(values))]));
}

for (const [name, read] of Object.entries(readers)) measureAccuracy(name, read);

for (const field of ["carrier", "location", "timezones"] as const) {
  const right = origins.filter((vector) => {
    const { timezones, ...verdict } = verifyPhone(vector.e164, { origin });
    const said = field === "timezones" ? timezones.join("|") || "Etc/Unknown" : (verdict[field] ?? "");
    return said === vector[field];
  }).length;
  const note = `${right} of ${origins.length}; the rest is data of another release`;
  print({ name: `phone_agreement_${field}`, value: percent(right, origins.length), unit: "%", note });
}

const withOrigin: Work = (text, region) => verifyPhone(text, { region, origin });
for (const [name, value] of measureSpeeds({ ...readers, "with origin": withOrigin })) {
  const note = `in a second of processor time, median of ${runs}`;
  const line = { value, unit: "numbers/s", note };
  if (name === "with origin") {
    const judged = { aim: ">= 25000", ok: value >= 25_000 };
    print({
      name: "phone_speed_with_origin",
      ...line,
      ...judged,
      note: `${note}; with carrier, location and time zones`,
    });
  } else if (name === "captely") {
    print({ name: "phone_speed", ...line, aim: ">= 25000", ok: value >= 25_000 });
  } else {
    print({ name: "phone_speed", peer: name, ...line });
  }
}
