import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ProviderName, type Simulators, type Truth, truthOf } from "#local/simulators/index.ts";

export interface HttpResult {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; null when it is no JSON. */
  json: Record<string, unknown>;
}

export function caller(simulators: Simulators, provider: ProviderName, key: string = simulators.keys[provider]) {
  const auth: Record<ProviderName, Record<string, string>> = {
    icypeas: { authorization: key },
    dropcontact: { "x-access-token": key },
    hunter: { "x-api-key": key },
    apollo: { "x-api-key": key },
    findymail: { authorization: `Bearer ${key}` },
  };
  return async (method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<HttpResult> => {
    const response = await fetch(simulators.baseUrls[provider] + path, {
      method,
      headers: { "content-type": "application/json", ...auth[provider] },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export interface MadeUp {
  firstName: string;
  lastName: string;
  domain: string;
  truth: Truth;
}

/** People of the population, in a fixed order. */
export function* people(seed = 0): Generator<MadeUp> {
  const firsts = ["Lena", "Omar", "Claire", "Hugo", "Ines", "Victor"];
  for (let i = 0; ; i++) {
    const firstName = firsts[i % firsts.length] ?? "Lena";
    const lastName = `Tester${letters(i)}`;
    const domain = `firm-${letters(i % 400)}.example`;
    yield { firstName, lastName, domain, truth: truthOf({ firstName, lastName, domain }, seed) };
  }
}

/** The first `count` people for whom `wanted` holds. */
export function some(count: number, wanted: (truth: Truth) => boolean): MadeUp[] {
  const found: MadeUp[] = [];
  for (const person of people()) {
    if (wanted(person.truth)) found.push(person);
    if (found.length === count) return found;
  }
  return found;
}

export function first(wanted: (truth: Truth) => boolean): MadeUp {
  const [person] = some(1, wanted);
  if (person === undefined) throw new Error("nobody fits");
  return person;
}

function letters(value: number): string {
  return value
    .toString(26)
    .split("")
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join("");
}

/** A receiver of webhooks: collects the bodies it is sent. */
export async function receiver() {
  const bodies: string[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks).toString("utf8"));
      response.end("ok");
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?token=abc`,
    bodies,
    /** Resolves once `count` bodies are there. */
    async until(count: number): Promise<void> {
      while (bodies.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
