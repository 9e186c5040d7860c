/** A mail ready to be sent. `text` says all that `html` says. */
export interface Message {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Languages that the product writes mails in. */
export const mailLocales = ["en", "fr"] as const;
export type MailLocale = (typeof mailLocales)[number];

/** The language for a locale as browsers and profiles write it ("fr-CA", "fr_FR"); English where it is none of ours. */
export function mailLocale(locale: unknown): MailLocale {
  const language = typeof locale === "string" ? locale.trim().toLowerCase().split(/[-_]/)[0] : undefined;
  return mailLocales.find((known) => known === language) ?? "en";
}
