import pg from "pg";
import type { TestProject } from "vitest/node";
import { openPostgres } from "#local/database/open-postgres.ts";
import { startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the test server, without a database. */
    postgresUrl: string;
  }
}

/** The migrated database that each test file clones. */
export const templateName = "captely_template";

/** One real Postgres for all database tests; a machine that cannot run one fails here. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const admin = new pg.Client(`${server.url}/postgres`);
  await admin.connect();
  await admin.query(`create database ${templateName}`);
  await admin.end();
  const pool = await openPostgres(`${server.url}/${templateName}`);
  await pool.end();
  project.provide("postgresUrl", server.url);
  return server.stop;
}
