import { z } from "zod";
import { bareName, broken, type DnsQuery, type DnsRow, type RawAnswer, silent } from "./dns-query.ts";

/** Two upstreams of different operators: one of them down is no reason for "unknown". */
export const publicDohServers = ["https://cloudflare-dns.com/dns-query", "https://dns.google/resolve"] as const;

const timeoutMs = 4_000;
const maxBodyBytes = 64 * 1024;

const rowSchema = z.object({
  name: z.string().max(255),
  type: z.number().int(),
  TTL: z.number().int().nonnegative().catch(300),
  data: z.string().max(4096),
});
const answerSchema = z.object({
  Status: z.number().int(),
  Answer: z.array(rowSchema).max(200).optional(),
  Authority: z.array(rowSchema).max(50).optional(),
});

const typeNames: Readonly<Record<number, DnsRow["type"]>> = {
  1: "A",
  5: "CNAME",
  12: "PTR",
  15: "MX",
  16: "TXT",
  28: "AAAA",
};
const nsType = 2;
const soaType = 6;

/** RFC 2308: a negative answer holds for the smaller of the SOA's own TTL and its last field. */
function negativeTtl(rows: readonly z.infer<typeof rowSchema>[] | undefined): number | null {
  const soa = rows?.find(({ type }) => type === soaType);
  if (soa === undefined) return null;
  const minimum = Number(soa.data.trim().split(/\s+/).at(-1));
  return Number.isFinite(minimum) ? Math.min(soa.TTL, minimum) : soa.TTL;
}

function readAnswer(body: unknown): RawAnswer {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return broken;
  const { Status, Answer = [], Authority } = parsed.data;
  if (Status === 3) return { outcome: "nxdomain", rows: [], negativeTtl: negativeTtl(Authority) };
  if (Status !== 0) return broken;
  // A referral (RFC 2308, 2.2) comes from a server that does not look further, and denies nothing.
  const authorities = Authority ?? [];
  const refers = authorities.some(({ type }) => type === nsType) && !authorities.some(({ type }) => type === soaType);
  if (Answer.length === 0 && refers) return broken;
  const rows = Answer.map(
    ({ name, type, TTL, data }): DnsRow => ({
      name: bareName(name),
      type: typeNames[type] ?? "OTHER",
      ttl: TTL,
      data,
    }),
  );
  return { outcome: "ok", rows, negativeTtl: negativeTtl(Authority) };
}

async function readCapped(response: Response): Promise<string | null> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function askServer(server: string, name: string, type: string): Promise<RawAnswer> {
  const url = `${server}${server.includes("?") ? "&" : "?"}name=${encodeURIComponent(name)}&type=${type}`;
  try {
    const response = await fetch(url, {
      headers: { accept: "application/dns-json" },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    });
    const body = await readCapped(response);
    // An HTTP error is the service in trouble, which says nothing about the name.
    if (!response.ok) return response.status >= 500 || response.status === 429 ? silent : broken;
    return body === null ? broken : readAnswer(JSON.parse(body));
  } catch (error) {
    return error instanceof SyntaxError ? broken : silent;
  }
}

/**
 * DNS over HTTPS in its JSON form, which tells NXDOMAIN, SERVFAIL and an empty answer apart; the edge runtime's own
 * resolver does not. Servers take turns; where the first gives no verdict, the next is asked.
 */
export function dohQuery(servers: readonly string[] = publicDohServers): DnsQuery {
  let turn = 0;
  return async (name, type) => {
    const first = turn++ % servers.length;
    let answer: RawAnswer = silent;
    for (let step = 0; step < servers.length; step += 1) {
      const server = servers[(first + step) % servers.length] ?? "";
      const next = await askServer(server, name, type);
      if (next.outcome === "ok" || next.outcome === "nxdomain") return next;
      // "The zone is broken" from one is better knowledge than silence from another.
      if (answer.outcome === "timeout") answer = next;
    }
    return answer;
  };
}
