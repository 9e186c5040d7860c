import { useCallback, useState } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "captely.theme";
const kept = (): Theme => themes.find((theme) => theme === localStorage.getItem(storageKey)) ?? "system";

/** Sets the look before anything is drawn. */
export function applyTheme(theme: Theme = kept()): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(kept);
  const choose = useCallback((next: Theme) => {
    localStorage.setItem(storageKey, next);
    applyTheme(next);
    setTheme(next);
  }, []);
  return [theme, choose];
}
