/**
 * How a question to DNS ended. `nxdomain`: the name does not exist. `nodata`: it exists without such a record. The last
 * two say nothing about the name: `servfail`, its servers or the resolver refused or broke; `timeout`, nobody answered.
 */
export type DnsOutcome = "ok" | "nodata" | "nxdomain" | "servfail" | "timeout";

export interface DnsAnswer<Row> {
  outcome: DnsOutcome;
  /** Empty unless the outcome is `ok`. */
  rows: readonly Row[];
  /** Seconds for which the answer may be kept. */
  ttl: number;
}

export interface MxRow {
  preference: number;
  /** Lower case, no trailing dot; "" is the null MX of RFC 7505. */
  exchange: string;
}

/** Names are lower case A-labels without a trailing dot. Nothing throws: faults are outcomes. */
export interface Resolver {
  mx(domain: string): Promise<DnsAnswer<MxRow>>;
  /** IPv4 addresses, IPv6 ones where there are none. */
  addresses(host: string): Promise<DnsAnswer<string>>;
  /** Whether the resolver was named by the user: only such a one is asked for `.test`, `.example` and their like. */
  asksReserved: boolean;
}
