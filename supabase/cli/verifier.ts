import { randomUUID } from "node:crypto";
import { pause } from "#functions/_shared/clock.ts";
import { verifierDb } from "#functions/_shared/db/verification.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { envFlag } from "#functions/_shared/env.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { homeFolder } from "#local/stack/settings.ts";
import { isListedDisposable } from "#local/verifier/listed-disposable.ts";
import { openQueue } from "#local/verifier/open-queue.ts";
import { identityFromSettings, proberFromSettings } from "#local/verifier/prober-from-settings.ts";
import { runVerifier, usualLimits } from "#local/verifier/run-verifier.ts";
import { auditSentences, selfAudit } from "#local/verifier/self-audit.ts";
import { openQuery } from "./lib/open-resolver.ts";
import { runCommand } from "./lib/run-command.ts";
import { parseVerifierOptions, usage } from "./verifier/options.ts";

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);

await runCommand(async (signal) => {
  const argv = process.argv.slice(2);
  if (argv.includes("--help")) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const options = parseVerifierOptions(argv);
  const now = Date.now;
  const identity = identityFromSettings();
  const dns = openQuery(options.dns);
  const resolver = createResolver({ ...dns, now });
  const audit = () =>
    selfAudit({
      identity,
      resolver,
      query: dns.query,
      port: options.smtpPort,
      allowPrivate: envFlag("VERIFY_ALLOW_PRIVATE_MX"),
      now,
      ...(options.stepMs === null ? {} : { timeoutMs: options.stepMs }),
    });
  if (options.audit) {
    process.stdout.write(`${JSON.stringify(await audit())}\n`);
    return;
  }

  const queue = await openQueue(homeFolder());
  try {
    const verifier = createEmailVerifier({
      resolver,
      now,
      isListedDisposable,
      smtpProbe: proberFromSettings({ port: options.smtpPort, now, stepMs: options.stepMs }),
    });
    // What mail servers know it by; a restart on the same machine is the same sender, and greylists let it in.
    const sender = `${identity.helo ?? "-"} ${identity.mailFrom}`;
    let said = "";
    await runVerifier(
      {
        queue: verifierDb(queue.db, { verifier: randomUUID(), sender }),
        verify: (address) => verifier.verify(address, 4),
        audit,
        now,
        sleep: pause,
        say,
        onAudit: (found) => {
          const sentences = auditSentences(found).join("\n");
          if (sentences !== said) say(sentences);
          said = sentences;
        },
        onReady: () => say(`Verifier ready: it works for ${queue.where}. Ctrl-C stops it.`),
      },
      { ...usualLimits, concurrency: options.concurrency },
      signal,
    );
  } finally {
    await queue.close();
  }
}, 0);
// Conversations that were given back may still stand.
process.exit();
