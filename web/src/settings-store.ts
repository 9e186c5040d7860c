/** Choices kept on this device. Storage may be blocked: then they last for the page. */
type SettingName = "theme" | "locale";

export function readSetting(name: SettingName): string | null {
  try {
    return localStorage.getItem(`captely.${name}`);
  } catch {
    return null;
  }
}

export function writeSetting(name: SettingName, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`captely.${name}`);
    else localStorage.setItem(`captely.${name}`, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}
