/**
 * Rewrites the word lists in shared/core/verification/lists from their npm sources:
 * `node supabase/local/verifier/build-lists.ts`. Run it after updating one of the packages; the diff is the review.
 *
 * Sources: disposable-email-domains-js (CC0, curated), disposable-email-domains and mailchecker (MIT), freemail and
 * email-providers (ISC), role-based-email-addresses (MIT). The lists become modules that hold one string, because a
 * JSON or CommonJS package loads differently in Node, Deno and a bundler, and a string is parsed faster than an array.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "tldts";
import {
  disposableAdditions,
  freeAdditions,
  notDisposable,
  notFreeMail,
} from "#core/verification/lists/corrections.ts";

const require = createRequire(import.meta.url);
const target = new URL("../../../shared/core/verification/lists/", import.meta.url);

const isHost = (text: string): boolean => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text) && text.length <= 253;
const asSet = (values: Iterable<string>): Set<string> =>
  new Set([...values].map((value) => value.trim().toLowerCase()).filter(isHost));
const json = (path: string): string[] => JSON.parse(readFileSync(require.resolve(path), "utf8")) as string[];
const lines = (path: string): string[] => readFileSync(require.resolve(path), "utf8").split(/\r?\n/);

const curated = asSet(json("disposable-email-domains-js/dist/dict/disposable_email_blocklist.json"));
const broad = asSet(json("disposable-email-domains/index.json"));
const mailchecker = asSet((require("mailchecker") as { blacklist(): string[] }).blacklist());
const freemailDisposable = asSet(lines("freemail/data/disposable.txt"));
const providers = asSet(json("email-providers/all.json"));
const freemail = asSet(lines("freemail/data/free.txt"));

// A public suffix in the set would make every domain below it disposable.
const disposable = [...curated, ...disposableAdditions].filter(
  (domain) => parse(domain).domain !== null && !notDisposable.has(domain),
);
const disposableSet = new Set(disposable);

/** Independent-ish votes that a domain is throw-away; two of them outweigh a free-mail list that also holds throw-aways. */
const votes = (domain: string): number =>
  Number(broad.has(domain)) + Number(mailchecker.has(domain)) + Number(freemailDisposable.has(domain));
/** Universities and authorities give addresses to their own people only. */
const isInstitution = (domain: string): boolean => /\.(?:edu|gov|mil)(?:\.[a-z]{2})?$|\.ac\.[a-z]{2}$/.test(domain);
const free = [...new Set([...providers, ...freemail, ...freeAdditions])].filter(
  (domain) =>
    !disposableSet.has(domain) &&
    (votes(domain) < 2 || freeAdditions.includes(domain)) &&
    !notFreeMail.has(domain) &&
    !isInstitution(domain) &&
    // Typing mistakes got into the sources too: endings that do not exist.
    parse(domain).isIcann === true,
);

const roleCategories = require("role-based-email-addresses") as Record<string, string[]>;
const roles = new Set(
  Object.values(roleCategories)
    .flat()
    .map((word) => word.toLowerCase()),
);

function write(file: string, constant: string, note: string, words: Iterable<string>): void {
  const sorted = [...new Set(words)].sort();
  const text = `// Written by supabase/local/verifier/build-lists.ts; do not edit. ${note}\nexport const ${constant} =\n  ${JSON.stringify(sorted.join(" "))};\n`;
  writeFileSync(new URL(file, target), text);
  process.stderr.write(`${file}: ${sorted.length} entries, ${text.length} bytes\n`);
}

write("disposable.gen.ts", "disposableDomains", "Source: disposable-email-domains (CC0).", disposableSet);
write("free-mail.gen.ts", "freeMailDomains", "Sources: email-providers, freemail (ISC).", free);
write("role.gen.ts", "roleWords", "Source: role-based-email-addresses (MIT).", roles);
