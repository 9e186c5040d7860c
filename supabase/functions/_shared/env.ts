/**
 * Settings from the environment, on Deno (hosted and local) and on Node alike. The only file of the functions that
 * touches the host's environment. A wrong or missing value is one sentence naming the setting and what it takes.
 */
interface Host {
  Deno?: { env: { get(name: string): string | undefined } };
  process?: { env: Record<string, string | undefined> };
}

/** Thrown for a setting that is missing or wrong; the message is fit to be shown as it is. */
export class SettingError extends Error {
  readonly setting: string;

  constructor(setting: string, takes: string) {
    super(`${setting} ${takes}`);
    this.name = "SettingError";
    this.setting = setting;
  }
}

/** The value without surrounding white space; an empty one counts as not set. */
export function readEnv(name: string): string | undefined {
  const host = globalThis as Host;
  const value = (host.Deno ? host.Deno.env.get(name) : host.process?.env[name])?.trim();
  return value === "" ? undefined : value;
}

export function requireEnv(name: string, takes: string): string {
  const value = readEnv(name);
  if (value === undefined) throw new SettingError(name, `is not set: it takes ${takes}.`);
  return value;
}

/** A whole number within the bounds, or the fallback when the setting is absent. */
export function envInteger(name: string, fallback: number, bounds: { min: number; max: number }): number {
  const text = readEnv(name);
  if (text === undefined) return fallback;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds.min && value <= bounds.max) return value;
  throw new SettingError(name, `is "${text}": it takes a whole number from ${bounds.min} to ${bounds.max}.`);
}

/** An http or https address without a trailing slash, or the fallback when the setting is absent. */
export function envUrl(name: string, fallback: string): string {
  const text = readEnv(name);
  if (text === undefined) return fallback;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new SettingError(name, `is "${text}": it takes an address that starts with https:// or http://.`);
  }
  return text.replace(/\/+$/, "");
}

/** `1`, `true`, `yes`, `on` and their opposites. */
export function envFlag(name: string): boolean {
  const text = readEnv(name)?.toLowerCase();
  if (text === undefined || ["0", "false", "no", "off"].includes(text)) return false;
  if (["1", "true", "yes", "on"].includes(text)) return true;
  throw new SettingError(name, `is "${text}": it takes 1 or 0.`);
}
