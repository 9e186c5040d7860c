import type { Formats } from "../formats.ts";

export const commonEnglish = (f: Formats) => ({
  product: "Captely",
  skipToContent: "Skip to content",
  mainNavigation: "Main",
  openMenu: "Open menu",
  close: "Close",
  cancel: "Cancel",
  retry: "Try again",
  loading: "Loading…",
  copy: (what: string) => `Copy ${what}`,
  copied: "Copied",
  notifications: "Notifications",
  nav: {
    newImport: "New import",
    jobs: "Jobs",
    credits: "Credits",
    keys: "API keys",
    reference: "API reference",
    settings: "Settings",
    work: "Work",
    account: "Account",
  },
  creditsLeft: (milli: number) => `${f.credits(milli)} credits left`,
  account: "Account",
  theme: { label: "Appearance", system: "As the system", light: "Light", dark: "Dark" },
  language: { label: "Language", en: "English", fr: "Français" },
  sandbox: {
    badge: "Sandbox",
    banner: "Sandbox: answers come from simulators, no real person is looked up.",
  },
  notFound: {
    title: "There is no such page",
    body: "The address may be mistyped, or what it showed was deleted.",
    action: "Go to your jobs",
  },
  crash: {
    title: "This page stopped working",
    body: "Your data is safe. Load the page again; if it stays, send us the words below.",
    action: "Load again",
  },
  offline: "You are offline. What you see may be old; it updates when the connection is back.",
});
