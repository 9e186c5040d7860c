import type { Db } from "../db/port.ts";
import { resolverFromSettings } from "../dns/resolver-from-settings.ts";
import type { Log } from "../log.ts";
import { disposableTable } from "./disposable-table.ts";
import { emailServiceFromSettings } from "./services/service-from-settings.ts";
import { whereNobodyIsNear } from "./services/where-nobody-is-near.ts";
import { createEmailVerifier, type EmailVerifier } from "./verify-email.ts";

/** The verifier as functions use it: DNS over HTTPS, and the table of throw-away domains. */
export function openEmailVerifier(options: { db: Db; now(): number; log: Log }): EmailVerifier {
  const { db, now, log } = options;
  return createEmailVerifier({
    resolver: resolverFromSettings(now),
    now,
    service: whereNobodyIsNear({ db, now, service: emailServiceFromSettings({ db, fetch, now }) }),
    isListedDisposable: disposableTable({
      db,
      now,
      onFailure: (error) =>
        log.warn("disposable_table_unread", { message: error instanceof Error ? error.message : "unknown" }),
    }),
  });
}
