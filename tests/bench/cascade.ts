import { startPostgres } from "#tests/support/database/postgres-server.ts";
import { measureClaims } from "./cascade/claim.ts";
import { measureEngine } from "./cascade/engine.ts";
import { measureMakespan } from "./cascade/makespan.ts";
import { measureSpend } from "./cascade/spend.ts";

/** The cascade against what limits it. `CASCADE=spend,makespan,engine,claim` runs parts alone. */
const parts = process.env.CASCADE?.split(",");
const wanted = (part: string) => parts === undefined || parts.includes(part);

if (wanted("spend")) measureSpend();

const server = await startPostgres();
try {
  if (wanted("makespan")) {
    for (const contacts of [1_000, 10_000]) await measureMakespan(server, contacts);
  }
  if (wanted("engine")) await measureEngine(server);
  if (wanted("claim")) await measureClaims(server);
} finally {
  await server.stop();
}
