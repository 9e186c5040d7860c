import { describe, expect, test } from "vitest";
import { codeMail } from "#core/notifications/email/code-mail.ts";
import { escapeHtml } from "#core/notifications/email/escape-html.ts";
import { mailLocale } from "#core/notifications/message.ts";

const mail = (changes: Partial<Parameters<typeof codeMail>[0]> = {}) =>
  codeMail({ to: "ana@acme.example", code: "031713", purpose: "signup", locale: "en", validMinutes: 10, ...changes });

describe("the mail with a code", () => {
  test("shows the code in subject, text and HTML, as one word", () => {
    const { subject, text, html } = mail();
    expect(subject).toBe("031713 is your Captely code");
    expect(text).toMatch(/^ {4}031713$/m);
    expect(html).toContain(">031713</p>");
  });

  test("says how long the code is valid, in the reader's language", () => {
    expect(mail().text).toContain("valid for 10 minutes");
    expect(mail({ validMinutes: 1 }).text).toContain("valid for 1 minute ");
    expect(mail({ locale: "fr", validMinutes: 1 }).text).toContain("valable 1 minute ");
    expect(mail({ locale: "fr" }).html).toContain('lang="fr"');
  });

  test.each(["signup", "signin", "recovery", "email_change", "reauthentication"] as const)(
    "%s has its own words in both languages",
    (purpose) => {
      const [english, french] = [mail({ purpose }), mail({ purpose, locale: "fr" })];
      expect(english.text).not.toBe(french.text);
      expect(english.html).toContain(escapeHtml(english.text.split("\n")[0] ?? ""));
      expect(french.html).toContain(escapeHtml(french.text.split("\n")[0] ?? ""));
    },
  );

  test("escapes what it is given", () => {
    expect(mail({ code: '<b onclick="x">1</b>' }).html).not.toContain("<b onclick");
  });

  test("loads nothing from elsewhere and carries no script", () => {
    expect(mail().html).not.toMatch(/https?:|<script|<img|url\(/i);
  });
});

test.each([
  ["fr", "fr"],
  ["fr-CA", "fr"],
  ["FR_fr", "fr"],
  ["de-DE", "en"],
  ["", "en"],
  [null, "en"],
  [12, "en"],
])("a reader with locale %j is written to in %s", (locale, expected) => {
  expect(mailLocale(locale)).toBe(expected);
});

test("the five characters with a meaning in HTML are escaped", () => {
  expect(escapeHtml(`<a href="x" title='y'>&`)).toBe("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;");
});
