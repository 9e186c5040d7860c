import { startPostgres } from "#tests/support/database/postgres-server.ts";
import { measureMakespan } from "./cascade/makespan.ts";

/** The cascade against what limits it. `CASCADE=makespan,engine,claim` runs parts alone. */
const parts = process.env.CASCADE?.split(",");
const wanted = (part: string) => parts === undefined || parts.includes(part);

const server = await startPostgres();
try {
  if (wanted("makespan")) {
    for (const contacts of [1_000, 10_000]) await measureMakespan(server, contacts);
  }
} finally {
  await server.stop();
}
