import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { decode, encode, type Packet, streamEncode } from "dns-packet";
import {
  bareName,
  broken,
  type DnsQuery,
  type DnsRow,
  type DnsType,
  type RawAnswer,
  silent,
} from "#functions/_shared/dns/dns-query.ts";

export interface DnsServer {
  host: string;
  port: number;
}

/** Waits of the first and second try. A busy authoritative server answers a recursive resolver in well under both. */
const triesMs = [1_500, 2_500];
const maxStreamBytes = 65_537;

/** Reads `HOST`, `HOST:PORT`, `[IPV6]:PORT`; null when it is neither. */
export function parseDnsServer(text: string): DnsServer | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? 53 : Number(match[3]);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

function rowsOf(answers: Packet["answers"]): DnsRow[] {
  const rows: DnsRow[] = [];
  for (const answer of answers ?? []) {
    const head = { name: bareName(answer.name), ttl: "ttl" in answer ? (answer.ttl ?? 300) : 300 };
    if (answer.type === "A" || answer.type === "AAAA" || answer.type === "CNAME" || answer.type === "PTR") {
      rows.push({ ...head, type: answer.type, data: answer.data });
    } else if (answer.type === "MX") {
      // The codec gives the root name as "" or ".".
      rows.push({ ...head, type: "MX", data: `${answer.data.preference ?? 0} ${answer.data.exchange || "."}` });
    } else if (answer.type === "TXT") {
      const parts = Array.isArray(answer.data) ? answer.data : [answer.data];
      rows.push({ ...head, type: "TXT", data: parts.map(String).join("") });
    }
  }
  return rows;
}

function readPacket(packet: Packet): RawAnswer {
  const code = (packet.flags ?? 0) & 0xf;
  const soa = packet.authorities?.find(({ type }) => type === "SOA");
  const negativeTtl =
    soa !== undefined && soa.type === "SOA" ? Math.min(soa.ttl ?? 300, soa.data.minimum ?? 300) : null;
  if (code === 3) return { outcome: "nxdomain", rows: [], negativeTtl };
  // "Ask over there" (RFC 2308, 2.2) is the answer of a server that does not look further, and denies nothing.
  const refers = soa === undefined && packet.authorities?.some(({ type }) => type === "NS") === true;
  if (code === 0 && refers && (packet.answers?.length ?? 0) === 0) return broken;
  return code === 0 ? { outcome: "ok", rows: rowsOf(packet.answers), negativeTtl } : broken;
}

function question(name: string, type: DnsType): { id: number; packet: Packet } {
  // Not to be guessed by who would like to answer in the server's place.
  const id = randomInt(65_536);
  return {
    id,
    packet: { type: "query", id, flags: 0x0100, questions: [{ type, name, class: "IN" }] },
  };
}

/** Whether a packet answers this question and not another: anybody can send to a UDP port. */
function matches(packet: Packet, id: number, name: string, type: DnsType): boolean {
  const asked = packet.questions?.[0];
  return packet.type === "response" && packet.id === id && asked?.type === type && bareName(asked.name) === name;
}

const truncatedFlag = 0x0200;

function askUdp(server: DnsServer, name: string, type: DnsType, timeoutMs: number): Promise<RawAnswer | "truncated"> {
  const { id, packet } = question(name, type);
  return new Promise((resolve) => {
    const socket = createSocket(server.host.includes(":") ? "udp6" : "udp4");
    const end = (answer: RawAnswer | "truncated") => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => end(silent), timeoutMs);
    socket.on("error", () => end(silent));
    socket.on("message", (message) => {
      // Anybody can send here: what does not carry our number is not looked at, and ends nothing.
      if (message.length < 12 || message.readUInt16BE(0) !== id) return;
      try {
        const answer = decode(message);
        if (!matches(answer, id, name, type)) return;
        end(((answer.flags ?? 0) & truncatedFlag) === 0 ? readPacket(answer) : "truncated");
      } catch {
        end(broken);
      }
    });
    socket.connect(server.port, server.host, () => {
      socket.send(encode(packet), (error) => {
        if (error) end(silent);
      });
    });
  });
}

function askTcp(server: DnsServer, name: string, type: DnsType, timeoutMs: number): Promise<RawAnswer> {
  const { id, packet } = question(name, type);
  return new Promise((resolve) => {
    const socket = connect(server.port, server.host);
    let received = Buffer.alloc(0);
    const end = (answer: RawAnswer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(silent), timeoutMs);
    socket.on("error", () => end(silent));
    socket.on("close", () => end(silent));
    socket.on("connect", () => socket.write(streamEncode(packet)));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length > maxStreamBytes) return end(broken);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      try {
        const answer = decode(received.subarray(2, 2 + received.readUInt16BE(0)));
        end(matches(answer, id, name, type) ? readPacket(answer) : broken);
      } catch {
        end(broken);
      }
    });
  });
}

/** Plain DNS to one server: UDP with one repetition, TCP where the answer does not fit. Node only. */
export function udpQuery(server: DnsServer): DnsQuery {
  return async (name, type) => {
    for (const wait of triesMs) {
      const answer = await askUdp(server, name, type, wait);
      if (answer === "truncated") return askTcp(server, name, type, 4_000);
      if (answer.outcome !== "timeout") return answer;
    }
    return silent;
  };
}
