import pg from "pg";
import { pause } from "#functions/_shared/clock.ts";
import { workerDb } from "#functions/_shared/db/worker.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { armProviders } from "#functions/worker/arm-providers.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { directRpc } from "#local/database/rpc.ts";
import { memoryDns } from "#tests/support/worker/virtual-providers.ts";
import { instantProviders } from "./instant-providers.ts";

/** One worker process of the engine bench: says when it is ready, drains the queue when told to, says when it is done. */
const [url = "", name = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 10 });
const db = workerDb(directRpc(pool, { role: null }), name);
const now = () => Date.now();
const signal = new AbortController().signal;
const verifier = createEmailVerifier({
  resolver: createResolver({ query: memoryDns(0), now, asksReserved: true }),
  now,
});
const providers = await armProviders(instantProviders(), { db, fetch, now, sleep: pause, signal, limits: false });
await pool.query("select 1");

process.once("message", () => {
  void runWorker(
    {
      db,
      providers,
      verifyEmail: (address, level) => verifier.verify(address, level),
      phones: createPhoneVerifier({ now }),
      lookUpPhones: false,
      now,
      sleep: pause,
      random: Math.random,
      log: () => {},
    },
    { until: now() + 300_000, returnWhenIdle: false, signal },
  )
    .then(() => pool.end())
    .then(() => {
      process.send?.("done");
      process.disconnect();
    });
});
process.send?.("ready");
