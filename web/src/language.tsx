import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats, type Formats, type Locale, locales } from "#core/i18n/formats.ts";
import type { Messages } from "#core/i18n/messages.ts";
import { readSetting, writeSetting } from "./settings-store.ts";

export interface Language {
  locale: Locale;
  messages: Messages;
  formats: Formats;
}

/** The reader's choice, else the browser's first language that we speak. */
export function preferredLocale(): Locale {
  const wanted = [readSetting("locale"), ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  return wanted.flatMap((tag) => locales.filter((locale) => locale === tag))[0] ?? "en";
}

/** English is built in; other languages come when they are asked for. */
export async function loadLanguage(locale: Locale): Promise<Language> {
  const formats = createFormats(locale);
  const messages = locale === "fr" ? (await import("#core/i18n/fr.ts")).createFrench(formats) : createEnglish(formats);
  return { locale, messages, formats };
}

interface LanguageContextValue extends Language {
  setLocale: (locale: Locale) => void;
}

const LanguageContext = createContext<LanguageContextValue | null>(null);

export function LanguageProvider({ initial, children }: { initial: Language; children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = language.locale;
  }, [language.locale]);
  const value = useMemo(
    () => ({
      ...language,
      setLocale: (locale: Locale) => {
        writeSetting("locale", locale);
        loadLanguage(locale).then(setLanguage, () => undefined);
      },
    }),
    [language],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageContextValue {
  const value = useContext(LanguageContext);
  if (value === null) throw new Error("useLanguage outside of LanguageProvider");
  return value;
}

/** The catalogue in the reader's language. */
export const useMessages = (): Messages => useLanguage().messages;
export const useFormats = (): Formats => useLanguage().formats;
