import { readHunterVerification } from "#core/verification/services/read-hunter.ts";
import { readIcypeasSubmitted, readIcypeasVerification } from "#core/verification/services/read-icypeas.ts";
import type { ServiceAnswer, ServiceOpinion } from "#core/verification/services/service-opinion.ts";
import { type HttpAnswer, isFailure, type ProviderContext, type RequestFailure } from "../../providers/client.ts";
import { callIcypeas } from "../../providers/icypeas-call.ts";
import { apiKey } from "../../providers/setting.ts";

export interface EmailService {
  /** Null: it cannot tell, or could not be asked. Never throws for what it answers. */
  ask(address: string): Promise<ServiceOpinion | null>;
}

export interface EmailServiceOptions {
  name: "hunter" | "icypeas";
  context: ProviderContext;
  /** Whether one more question fits into the day's allowance. */
  mayAsk(): Promise<boolean>;
  /** Told of each question with what it cost, in micro-dollars. */
  onAsked(costMicros: number): Promise<void> | void;
}

/** Credits of one verification, as the vendors publish them. */
const credits = { hunter: 0.5, icypeas: 0.1 } as const;
/** Hunter: the same call again. Icypeas: a read, of which 30 a minute are allowed for all purposes. */
const looks = { hunter: 4, icypeas: 5 } as const;
const pauseMs = { hunter: 2_000, icypeas: 4_000 } as const;

/** A vendor's verification endpoint, asked once for an address however many look for it. */
export function createEmailService(options: EmailServiceOptions): EmailService {
  const { name, context, mayAsk, onAsked } = options;
  const known = new Map<string, Promise<ServiceOpinion | null>>();
  const cost = Math.round(credits[name] * context.entry.usdMicrosPerCredit);
  const look = name === "hunter" ? askHunter : askIcypeas;

  async function ask(address: string): Promise<ServiceOpinion | null> {
    if (!(await mayAsk())) return null;
    const answer = await look(context, address);
    if (answer === null) return null;
    if (answer.outcome !== "pending") await onAsked(answer.billed ? cost : 0);
    return answer.outcome === "opinion" ? { says: answer.says, service: name } : null;
  }

  return {
    ask(address) {
      const running = known.get(address);
      if (running !== undefined) return running;
      if (known.size >= 10_000) known.clear();
      const asked = ask(address);
      known.set(address, asked);
      // What could not be found out may be found out later.
      asked.then(
        (opinion) => opinion === null && known.delete(address),
        () => known.delete(address),
      );
      return asked;
    },
  };
}

type Look = (context: ProviderContext, address: string) => Promise<ServiceAnswer | null>;

const askHunter: Look = async (context, email) => {
  for (let tries = 1; ; tries += 1) {
    const answer = await context.request({
      route: "email-verifier",
      method: "GET",
      path: "/email-verifier",
      query: { email },
      headers: { "X-API-KEY": apiKey(context) },
    });
    const body = bodyOf(answer);
    if (isFailure(answer) || body === undefined) return null;
    const read = readHunterVerification(answer.status, body);
    if (read.outcome !== "pending" || tries === looks.hunter) return read;
    await context.sleep(answer.retryAfterMs ?? pauseMs.hunter);
  }
};

const askIcypeas: Look = async (context, email) => {
  const id = readIcypeasSubmitted(bodyOf(await callIcypeas(context, "email-verification", { email })));
  if (id === null) return null;
  for (let tries = 1; ; tries += 1) {
    await context.sleep(pauseMs.icypeas);
    const body = bodyOf(await callIcypeas(context, "read", { id }));
    const read: ServiceAnswer = body === undefined ? { outcome: "pending" } : readIcypeasVerification(body);
    if (read.outcome !== "pending" || tries === looks.icypeas) return read;
  }
};

/** The parsed body of an answer that is a success; undefined for anything else. */
function bodyOf(answer: HttpAnswer | RequestFailure): unknown {
  if (isFailure(answer) || answer.status < 200 || answer.status > 299) return undefined;
  try {
    return JSON.parse(answer.body);
  } catch {
    return undefined;
  }
}
