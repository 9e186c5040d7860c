import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { createFormats, type Formats, type Locale } from "#core/i18n/formats.ts";
import { chooseLocale } from "#core/i18n/run-names.ts";
import { askWorker } from "../messaging/ask-worker.ts";
import { createEnglish, type PanelMessages } from "./english.ts";

export interface Language {
  locale: Locale;
  messages: PanelMessages;
  formats: Formats;
}

const storageKey = "captely.locale";

/** The reader's choice, else the browser's first language that we speak. */
export const preferredLocale = (): Locale => chooseLocale([localStorage.getItem(storageKey), ...navigator.languages]);

/** English is built in; other languages come when they are asked for. */
export async function loadLanguage(locale: Locale): Promise<Language> {
  const formats = createFormats(locale);
  const messages = locale === "fr" ? (await import("./french.ts")).createFrench(formats) : createEnglish(formats);
  return { locale, messages, formats };
}

const LanguageContext = createContext<(Language & { setLocale(locale: Locale): void }) | null>(null);

export function LanguageProvider({ initial, children }: { initial: Language; children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = language.locale;
  }, [language.locale]);
  const value = useMemo(
    () => ({
      ...language,
      setLocale: (locale: Locale) => {
        localStorage.setItem(storageKey, locale);
        // What the worker names in the user's name is in their language too.
        void askWorker("choose", { locale });
        void loadLanguage(locale).then(setLanguage);
      },
    }),
    [language],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage() {
  const value = useContext(LanguageContext);
  if (value === null) throw new Error("useLanguage outside of LanguageProvider");
  return value;
}
