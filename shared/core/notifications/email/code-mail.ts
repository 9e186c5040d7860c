import type { MailLocale, Message } from "../message.ts";
import { mailCode, mailLayout, mailParagraph } from "./layout.ts";

/** What the reader is about to do with the code. */
export type CodePurpose = "signup" | "signin" | "recovery" | "email_change" | "reauthentication";

interface Words {
  title: string;
  lead: string;
}

const words: Record<MailLocale, Record<CodePurpose, Words>> = {
  en: {
    signup: { title: "Welcome to Captely", lead: "Type this code on the sign-up page to create your account:" },
    signin: { title: "Sign in to Captely", lead: "Type this code on the sign-in page:" },
    recovery: { title: "Get back into your account", lead: "Type this code to get back into your account:" },
    email_change: { title: "Confirm your new address", lead: "Type this code to confirm the change of your address:" },
    reauthentication: { title: "Confirm that it is you", lead: "Type this code to go on:" },
  },
  fr: {
    signup: {
      title: "Bienvenue sur Captely",
      lead: "Saisissez ce code sur la page d’inscription pour créer votre compte :",
    },
    signin: { title: "Connexion à Captely", lead: "Saisissez ce code sur la page de connexion :" },
    recovery: {
      title: "Retrouvez l’accès à votre compte",
      lead: "Saisissez ce code pour retrouver l’accès à votre compte :",
    },
    email_change: {
      title: "Confirmez votre nouvelle adresse",
      lead: "Saisissez ce code pour confirmer le changement d’adresse :",
    },
    reauthentication: { title: "Confirmez que c’est bien vous", lead: "Saisissez ce code pour continuer :" },
  },
};

const closing: Record<
  MailLocale,
  { subject: (code: string) => string; validity: (minutes: number) => string; footer: string }
> = {
  en: {
    subject: (code) => `${code} is your Captely code`,
    validity: (minutes) => `It is valid for ${minutes} ${minutes === 1 ? "minute" : "minutes"} and works once.`,
    footer: "Nobody at Captely will ever ask you for this code. If you did not ask for it, you need not do anything.",
  },
  fr: {
    subject: (code) => `${code} est votre code Captely`,
    validity: (minutes) => `Il est valable ${minutes} ${minutes === 1 ? "minute" : "minutes"} et ne sert qu’une fois.`,
    footer: "Personne chez Captely ne vous demandera ce code. Si vous n’avez rien demandé, vous n’avez rien à faire.",
  },
};

/** The mail with a one-time code. */
export function codeMail(options: {
  to: string;
  code: string;
  purpose: CodePurpose;
  locale: MailLocale;
  validMinutes: number;
}): Message {
  const { to, code, purpose, locale, validMinutes } = options;
  const { title, lead } = words[locale][purpose];
  const { subject, validity, footer } = closing[locale];
  const valid = validity(validMinutes);
  return {
    to,
    subject: subject(code),
    text: `${title}\n\n${lead}\n\n    ${code}\n\n${valid}\n\n${footer}\n`,
    html: mailLayout({
      locale,
      title,
      preview: `${lead} ${code}`,
      body: `${mailParagraph(lead)}\n${mailCode(code)}\n${mailParagraph(valid)}`,
      footer,
    }),
  };
}
