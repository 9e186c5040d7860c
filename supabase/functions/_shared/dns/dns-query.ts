import type { DnsOutcome } from "#core/verification/dns/resolver-port.ts";

export type DnsType = "A" | "AAAA" | "MX" | "PTR" | "TXT";

/** One row of an answer; `data` is as text: an address, `10 mx.example.net`, a host name. */
export interface DnsRow {
  name: string;
  type: DnsType | "CNAME" | "OTHER";
  ttl: number;
  data: string;
}

export interface RawAnswer {
  /** `ok` also when the rows are only aliases; whoever asks decides whether what he wanted is among them. */
  outcome: Exclude<DnsOutcome, "nodata">;
  rows: readonly DnsRow[];
  /** Seconds for which a negative answer holds (SOA), where the server said so. */
  negativeTtl: number | null;
}

/** One question to one resolver, with its own time limit. Never throws. */
export type DnsQuery = (name: string, type: DnsType) => Promise<RawAnswer>;

export const silent: RawAnswer = { outcome: "timeout", rows: [], negativeTtl: null };
export const broken: RawAnswer = { outcome: "servfail", rows: [], negativeTtl: null };

/** How every name in an answer is compared: lower case, no trailing dot. */
export const bareName = (name: string): string => name.toLowerCase().replace(/\.$/, "");
