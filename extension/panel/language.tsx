import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { commonEnglish } from "#core/i18n/en/common.ts";
import { extensionEnglish } from "#core/i18n/en/extension.ts";
import { jobsEnglish } from "#core/i18n/en/jobs.ts";
import { sessionEnglish } from "#core/i18n/en/session.ts";
import { createFormats, type Formats, type Locale, locales } from "#core/i18n/formats.ts";
import { commonFrench } from "#core/i18n/fr/common.ts";
import { extensionFrench } from "#core/i18n/fr/extension.ts";
import { jobsFrench } from "#core/i18n/fr/jobs.ts";
import { sessionFrench } from "#core/i18n/fr/session.ts";

const english = (f: Formats) => ({
  common: commonEnglish(f),
  session: sessionEnglish(f),
  jobs: jobsEnglish(f),
  panel: extensionEnglish(f),
});
const french = (f: Formats): ReturnType<typeof english> => ({
  common: commonFrench(f),
  session: sessionFrench(f),
  jobs: jobsFrench(f),
  panel: extensionFrench(f),
});

interface Language {
  locale: Locale;
  setLocale(locale: Locale): void;
  messages: ReturnType<typeof english>;
  formats: Formats;
}

const LanguageContext = createContext<Language | null>(null);
const storageKey = "captely.locale";

/** The reader's choice, else the browser's first language that we speak. */
function preferredLocale(): Locale {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages].map((tag) =>
    tag?.slice(0, 2).toLowerCase(),
  );
  return wanted.flatMap((tag) => locales.filter((locale) => locale === tag))[0] ?? "en";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState(preferredLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo(() => {
    const formats = createFormats(locale);
    const messages = locale === "fr" ? french(formats) : english(formats);
    const choose = (next: Locale) => {
      localStorage.setItem(storageKey, next);
      setLocale(next);
    };
    return { locale, setLocale: choose, messages, formats };
  }, [locale]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  const value = useContext(LanguageContext);
  if (value === null) throw new Error("useLanguage outside of LanguageProvider");
  return value;
}
