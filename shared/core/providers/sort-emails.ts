import type { EmailLabel, FoundEmail } from "./provider-port.ts";

const rank: Readonly<Record<EmailLabel, number>> = { verified: 0, probable: 1, catch_all: 2, weak: 3 };

/** Best label first, then the higher score; equal ones keep the provider's order. Repeats are dropped. */
export function sortEmails(emails: readonly FoundEmail[]): FoundEmail[] {
  const seen = new Set<string>();
  return emails
    .toSorted((a, b) => rank[a.label] - rank[b.label] || (b.score ?? -1) - (a.score ?? -1))
    .filter((found) => {
      const key = found.email.toLowerCase();
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
