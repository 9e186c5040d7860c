import { domainToASCII } from "node:url";
import { Dice } from "./dice.ts";
import { fold } from "./names.ts";

export type DomainState = "mail" | "implicit_mx" | "null_mx" | "no_mx" | "nxdomain" | "servfail";
export type MailFamily = "google" | "microsoft365" | "ovh" | "own";
export type Region = "FR" | "GB" | "US" | "DE";
export type Pattern = "first.last" | "flast" | "f.last" | "first" | "firstlast" | "first_last" | "last.first" | "last";

/** Everything that is true of one domain name; DNS answers and people's addresses are both read from here. */
export interface DomainFacts {
  domain: string;
  state: DomainState;
  family: MailFamily;
  mx: readonly { priority: number; host: string }[];
  address: string;
  /** Takes any local part, so that no address there can be proven. */
  catchAll: boolean;
  /** Private mail (gmail.com): nobody's professional address. */
  freemail: boolean;
  /** How the company builds its addresses. */
  pattern: Pattern;
  region: Region;
}

const freemailDomains = new Set(
  "gmail.com googlemail.com outlook.com hotmail.com hotmail.fr live.com yahoo.com yahoo.fr yahoo.de icloud.com aol.com gmx.de gmx.net web.de orange.fr free.fr wanadoo.fr laposte.net proton.me protonmail.com".split(
    " ",
  ),
);
const legalForms = new Set(
  "sas sasu sa sarl eurl scop gmbh ag kg ug ohg mbh ltd limited llc llp inc incorporated corp corporation plc bv nv spa srl sl slu sau ab oy as aps co cie company".split(
    " ",
  ),
);
const regionOfTld: Readonly<Record<string, Region>> = { fr: "FR", de: "DE", at: "DE", uk: "GB", ie: "GB", us: "US" };

/** Bare lower-case host of a domain or URL, punycoded; null when it is not a host name with a dot. */
export function readDomain(text: string | null | undefined): string | null {
  if (!text) return null;
  let host = text.trim().toLowerCase();
  host = host.replace(/^[a-z][a-z0-9+.-]*:\/\//, "").replace(/^www\./, "");
  host = host.replace(/[/?#:].*$/, "").replace(/\.$/, "");
  if (/[^a-z0-9.-]/.test(host)) host = /\s/.test(host) ? "" : domainToASCII(host);
  return /^(?=.{3,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host) ? host : null;
}

/** `Atelier Boréal SAS` → `atelier-boreal.example`; null when nothing is left to build a name from. */
export function domainOfCompany(company: string | null | undefined): string | null {
  if (!company) return null;
  const all = fold(company).split(" ");
  const kept = all.slice();
  while (kept.length > 1 && legalForms.has(kept.at(-1) ?? "")) kept.pop();
  const label = domainToASCII(kept.join("-")).slice(0, 60).replace(/-+$/, "");
  return label === "" ? null : `${label}.example`;
}

export function factsOf(domain: string, seed: number): DomainFacts {
  const dice = new Dice(domain, seed ^ 0x0d0a17);
  const tld = domain.slice(domain.lastIndexOf(".") + 1);
  const freemail = freemailDomains.has(domain);
  const dead = tld === "invalid" || tld === "localhost" || tld === "local";
  const state: DomainState = dead
    ? "nxdomain"
    : freemail
      ? "mail"
      : dice.weighted("state", [
          ["mail", 950],
          ["nxdomain", 20],
          ["null_mx", 10],
          ["no_mx", 5],
          ["servfail", 5],
          ["implicit_mx", 10],
        ]);
  const family: MailFamily = dice.weighted("family", [
    ["google", 35],
    ["microsoft365", 33],
    ["ovh", 14],
    ["own", 18],
  ]);
  return {
    domain,
    state,
    family,
    mx: state === "mail" ? mailHosts(domain, family) : [],
    address: `192.0.2.${1 + dice.int("address", 254)}`,
    catchAll: !freemail && dice.roll("catchAll") < 0.2,
    freemail,
    pattern: dice.weighted<Pattern>("pattern", [
      ["first.last", 56],
      ["flast", 12],
      ["f.last", 8],
      ["first", 8],
      ["firstlast", 6],
      ["first_last", 3],
      ["last.first", 4],
      ["last", 3],
    ]),
    region:
      regionOfTld[tld] ??
      dice.weighted<Region>("region", [
        ["DE", 30],
        ["US", 30],
        ["FR", 20],
        ["GB", 20],
      ]),
  };
}

function mailHosts(domain: string, family: MailFamily): DomainFacts["mx"] {
  switch (family) {
    case "google":
      return [
        { priority: 1, host: "aspmx.l.google.com" },
        { priority: 5, host: "alt1.aspmx.l.google.com" },
        { priority: 10, host: "alt2.aspmx.l.google.com" },
      ];
    case "microsoft365":
      return [{ priority: 0, host: `${domain.replaceAll(".", "-")}.mail.protection.outlook.com` }];
    case "ovh":
      return [
        { priority: 1, host: "mx1.mail.ovh.net" },
        { priority: 5, host: "mx2.mail.ovh.net" },
      ];
    case "own":
      return [
        { priority: 10, host: `mx1.${domain}` },
        { priority: 20, host: `mx2.${domain}` },
      ];
  }
}

/** Whether somebody can have a mailbox there at all. A resolver fault says nothing against it. */
export function takesMail(facts: DomainFacts): boolean {
  return facts.state === "mail" || facts.state === "implicit_mx" || facts.state === "servfail";
}
