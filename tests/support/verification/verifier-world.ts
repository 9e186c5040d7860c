import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { PGlite } from "@electric-sql/pglite";
import { getRequestListener } from "@hono/node-server";
import type { Db } from "#functions/_shared/db/port.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { directRpc } from "#local/database/rpc.ts";
import { tellRunning } from "#local/stack/running-stack.ts";
import { openSecrets } from "#local/stack/secrets.ts";
import { createSupabase } from "#local/supabase/create-supabase.ts";
import { pglitePool } from "#local/supabase/sql-pool.ts";
import { root } from "#tests/support/run/command.ts";
import { dropHome, newHome } from "#tests/support/stack/start-captely.ts";

/** The database of `npm start` over HTTP, told of in a home folder, without the rest of the product. */
export interface LocalDatabase {
  db: Db;
  home: string;
  /** As a hosted project is reached. */
  url: string;
  secretKey: string;
  sql<Row = Record<string, unknown>>(text: string, parameters?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openLocalDatabase(): Promise<LocalDatabase> {
  const home = newHome();
  const pglite: PGlite = await openPglite("memory");
  const pool = pglitePool(pglite);
  let url = "";
  const secrets = openSecrets(home);
  const server = createServer(
    getRequestListener((request) => supabase.fetch(request, "127.0.0.1"), { overrideGlobalObjects: false }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  const supabase = createSupabase({ pool, secrets, siteUrl: url, codeSeconds: 600 });
  const leave = tellRunning(home, url);
  return {
    db: directRpc(pool),
    home,
    url,
    secretKey: secrets.secret_key,
    sql: async <Row>(text: string, parameters: unknown[] = []) => {
      const client = await pool.connect();
      try {
        return (await client.query<Row>(text, parameters)).rows;
      } finally {
        client.release();
      }
    },
    close: async () => {
      leave();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await pglite.close();
      dropHome(home);
    },
  };
}

export interface VerifierProcess {
  child: ChildProcess;
  /** All that it wrote to stderr. */
  said(): string;
  /** Ends it and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** `npm run verifier` as a process, once it has said that it is ready. */
export async function startVerifier(options: {
  env: Record<string, string>;
  dnsPort: number;
  smtpPort: number;
  args?: readonly string[];
}): Promise<VerifierProcess> {
  const { env, dnsPort, smtpPort, args = [] } = options;
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:CAPTELY|DATABASE|SUPABASE|DOH|DEBUG|VERIFY)/.test(name)),
  );
  const own = ["--dns", `127.0.0.1:${dnsPort}`, "--smtp-port", String(smtpPort), "--step-ms", "5000"];
  const child = spawn(process.execPath, ["supabase/cli/verifier.ts", ...own, ...args], {
    cwd: root,
    env: {
      ...clean,
      VERIFY_HELO: "verifier.test",
      VERIFY_MAIL_FROM: "probe@verifier.test",
      VERIFY_ALLOW_PRIVATE_MX: "1",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("Verifier ready")) resolve();
    });
    void closed.then((status) => reject(new Error(`The verifier ended with ${status}: ${said}`)));
  });
  return {
    child,
    said: () => said,
    end: (signal) => {
      child.kill(signal);
      return closed;
    },
  };
}
