import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { type Answer, decode, encode, type Packet, type RecordType, streamEncode } from "dns-packet";

type Fault = "SERVFAIL" | "NXDOMAIN" | "TIMEOUT" | "REFUSED";

/** One zone as the scenario files write it: records of the domain under test, addresses by host. */
export interface ScriptedZone {
  MX?: [preference: number, exchange: string][] | Fault;
  A?: Record<string, string[] | Fault> | string[] | Fault;
  AAAA?: Record<string, string[] | Fault> | string[] | Fault;
  CNAME?: Record<string, string> | string;
  PTR?: string[];
  [host: string]: unknown;
}

export interface ScriptedDnsServer {
  port: number;
  /** `example.test MX`, in the order in which they came. */
  questions: string[];
  zones: Map<string, ScriptedZone | Fault>;
  close(): Promise<void>;
}

const codes: Record<Fault, number> = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5, TIMEOUT: 0 };
const isFault = (value: unknown): value is Fault => typeof value === "string" && value in codes;

type Result = { answers: Answer[] } | Fault;

/** Plain DNS over UDP and TCP out of zones by domain. `truncate` makes every UDP answer too long. */
export async function startDnsServer(
  zones: Map<string, ScriptedZone | Fault>,
  options: { delayMs?: number; truncate?: boolean; defaultAddress?: string } = {},
): Promise<ScriptedDnsServer> {
  const questions: string[] = [];
  const zoneOf = (name: string): [string, ScriptedZone | Fault] | null => {
    for (const [domain, zone] of zones) if (name === domain) return [domain, zone];
    for (const [domain, zone] of zones)
      if (typeof zone !== "string" && hostsOf(zone).includes(name)) return [domain, zone];
    return null;
  };
  const hostsOf = (zone: ScriptedZone): string[] => [
    ...(Array.isArray(zone.MX) ? zone.MX.map(([, exchange]) => exchange.toLowerCase().replace(/\.$/, "")) : []),
    ...Object.keys(typeof zone.A === "object" && !Array.isArray(zone.A) ? zone.A : {}),
    ...Object.keys(typeof zone.AAAA === "object" && !Array.isArray(zone.AAAA) ? zone.AAAA : {}),
    ...Object.keys(zone).filter((key) => key.includes(".")),
    ...Object.keys(typeof zone.CNAME === "object" ? zone.CNAME : {}),
  ];

  function addresses(zone: ScriptedZone, domain: string, name: string, type: "A" | "AAAA"): string[] | Fault | null {
    const held = zone[type];
    if (held === undefined) return null;
    if (Array.isArray(held) || typeof held === "string") return name === domain ? held : null;
    return held[name] ?? (name === domain ? (held["@"] ?? null) : null);
  }

  function look(name: string, type: RecordType): Result {
    const found = zoneOf(name);
    if (found === null) return "NXDOMAIN";
    const [domain, zone] = found;
    if (typeof zone === "string") return zone;
    const alias = typeof zone.CNAME === "string" ? { "@": zone.CNAME } : (zone.CNAME ?? {});
    const target = alias[name === domain ? "@" : name] ?? alias[name];
    if (target !== undefined) return { answers: [{ type: "CNAME", name, ttl: 60, data: target }] };
    const own = zone[name] as ScriptedZone | undefined;
    const records = own !== undefined && name !== domain ? own : zone;
    if (type === "MX") {
      if (isFault(records.MX)) return records.MX;
      if (name !== domain && own === undefined) return { answers: [] };
      const rows = records.MX ?? [];
      return {
        answers: rows.map(([preference, exchange]) => ({ type: "MX", name, ttl: 60, data: { preference, exchange } })),
      };
    }
    if (type === "PTR") return { answers: (zone.PTR ?? []).map((data) => ({ type: "PTR", name, ttl: 60, data })) };
    if (type !== "A" && type !== "AAAA") return { answers: [] };
    const rows = addresses(records, own !== undefined ? name : domain, name, type);
    if (isFault(rows)) return rows;
    const fallback = type === "A" && name !== domain && zone.A === undefined ? options.defaultAddress : undefined;
    const list = rows ?? (fallback === undefined ? [] : [fallback]);
    return { answers: list.map((data) => ({ type, name, ttl: 60, data })) };
  }

  function respond(message: Buffer): Packet | null {
    const query = decode(message);
    const question = query.questions?.[0];
    if (question === undefined) return null;
    const name = question.name.toLowerCase();
    questions.push(`${name} ${question.type}`);
    const result = look(name, question.type);
    if (result === "TIMEOUT") return null;
    const base: Packet = { type: "response", id: query.id ?? 0, questions: [question] };
    return typeof result === "string"
      ? { ...base, flags: 0x8180 | codes[result] }
      : { ...base, flags: 0x8180, answers: result.answers };
  }

  const later = (send: () => void) => (options.delayMs === undefined ? send() : setTimeout(send, options.delayMs));
  const udp = createSocket("udp4");
  udp.on("message", (message, peer) => {
    const packet = respond(message);
    if (packet === null) return;
    const reply = options.truncate ? { ...packet, answers: [], flags: (packet.flags ?? 0) | 0x0200 } : packet;
    later(() => udp.send(encode(reply), peer.port, peer.address));
  });
  const tcp = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (chunk) => {
      const packet = respond(chunk.subarray(2));
      if (packet !== null) later(() => socket.end(streamEncode(packet)));
    });
  });
  const port = await new Promise<number>((resolve) => udp.bind(0, "127.0.0.1", () => resolve(udp.address().port)));
  try {
    await new Promise<void>((resolve, reject) => {
      tcp.once("error", reject);
      tcp.listen(port, "127.0.0.1", resolve);
    });
  } catch {
    // A port that is free for UDP may be taken for TCP: another one is not.
    await new Promise<void>((resolve) => udp.close(() => resolve()));
    return startDnsServer(zones, options);
  }
  return {
    port,
    questions,
    zones,
    close: async () => {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    },
  };
}
