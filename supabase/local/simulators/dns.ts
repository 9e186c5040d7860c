import { type DomainFacts, factsOf } from "./domains.ts";

interface Row {
  name: string;
  type: number;
  TTL: number;
  data: string;
}

/** The dns-json answer of public resolvers (Google and Cloudflare serve the same fields). */
export interface DnsAnswer {
  Status: number;
  TC: boolean;
  RD: boolean;
  RA: boolean;
  AD: boolean;
  CD: boolean;
  Question: { name: string; type: number }[];
  Answer?: Row[];
  Authority?: Row[];
  Comment?: string;
}

const types: Readonly<Record<string, number>> = { A: 1, NS: 2, CNAME: 5, SOA: 6, MX: 15, TXT: 16, AAAA: 28 };
const noError = 0;
const serverFailure = 2;
const nameError = 3;

/** Type number of `MX` or `15`; null for anything else. */
export function dnsType(type: string): number | null {
  if (/^\d{1,5}$/.test(type)) return Number(type);
  return types[type.toUpperCase()] ?? null;
}

/** Answers for any name out of the same facts that the population lives by. */
export function resolve(rawName: string, type: number, seed: number): DnsAnswer {
  const name = rawName.toLowerCase().replace(/\.$/, "");
  const head = { TC: false, RD: true, RA: true, AD: false, CD: false, Question: [{ name: `${name}.`, type }] };
  const answer = (data: readonly string[], rowType = type): DnsAnswer =>
    data.length === 0
      ? { Status: noError, ...head, Authority: [soa(name)] }
      : {
          Status: noError,
          ...head,
          Answer: data.map((value) => ({ name: `${name}.`, type: rowType, TTL: 300, data: value })),
        };

  const infrastructure = mailHostAddress(name, seed);
  if (infrastructure !== null) return answer(type === 1 ? [infrastructure] : []);
  if (!/^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/.test(name)) {
    return { Status: nameError, ...head, Authority: [soa(name)] };
  }
  const facts = factsOf(name, seed);
  if (facts.state === "nxdomain") return { Status: nameError, ...head, Authority: [soa(name)] };
  if (facts.state === "servfail")
    return { Status: serverFailure, ...head, Comment: "The name servers did not answer." };
  return answer(recordsOf(facts, type));
}

function recordsOf(facts: DomainFacts, type: number): string[] {
  switch (type) {
    case 1:
      return facts.state === "no_mx" ? [] : [facts.address];
    case 2:
      return ["ns1.dns.example.", "ns2.dns.example."];
    case 15:
      if (facts.state === "null_mx") return ["0 ."];
      return facts.mx.map(({ priority, host }) => `${priority} ${host}.`);
    case 16:
      return facts.state === "mail" ? ['"v=spf1 mx ~all"'] : [];
    default:
      return [];
  }
}

/** The address of a mail host or web server, which is no domain of its own; null for every other name. */
function mailHostAddress(name: string, seed: number): string | null {
  if (/(^|\.)aspmx\.l\.google\.com$/.test(name)) return "198.51.100.10";
  if (/^[a-z0-9-]+\.mail\.protection\.outlook\.com$/.test(name)) return "198.51.100.20";
  if (/^mx[12]\.mail\.ovh\.net$/.test(name)) return "198.51.100.30";
  const own = /^(?:mx1|mx2|www)\.(.+\..+)$/.exec(name);
  if (own?.[1] === undefined) return null;
  const parent = factsOf(own[1], seed);
  const alive = parent.state === "mail" || parent.state === "implicit_mx" || parent.state === "null_mx";
  return alive ? parent.address : null;
}

function soa(name: string): Row {
  const zone = name.split(".").slice(-2).join(".");
  return {
    name: `${zone}.`,
    type: 6,
    TTL: 300,
    data: "ns1.dns.example. hostmaster.dns.example. 1 7200 900 1209600 300",
  };
}
