import type { PageKind } from "../capture/pages/page-address.ts";
import { type Locale, locales } from "./formats.ts";

/** What a page that was taken is called; the name stands on jobs, so that it is kept as it was made. */
export const runNames: Readonly<
  Record<Locale, { browsed: string; page: string; kinds: Partial<Record<PageKind, string>> }>
> = {
  en: {
    browsed: "Collected while browsing",
    page: "Lead search",
    kinds: {
      saved_search: "Saved search",
      lead_list: "Lead list",
      lead_page: "Lead",
      account_search: "Account search",
      account_list: "Account list",
      account_page: "Account",
      classic_profile: "Profile",
      classic_search: "People search",
    },
  },
  fr: {
    browsed: "Collecte en naviguant",
    page: "Recherche de prospects",
    kinds: {
      saved_search: "Recherche enregistrée",
      lead_list: "Liste de prospects",
      lead_page: "Prospect",
      account_search: "Recherche de comptes",
      account_list: "Liste de comptes",
      account_page: "Compte",
      classic_profile: "Profil",
      classic_search: "Recherche de personnes",
    },
  },
};

/** The first of some language tags, wished for in this order, that we speak; English else. */
export const chooseLocale = (tags: readonly (string | null | undefined)[]): Locale =>
  tags.flatMap((tag) => locales.filter((locale) => locale === tag?.slice(0, 2).toLowerCase()))[0] ?? "en";
