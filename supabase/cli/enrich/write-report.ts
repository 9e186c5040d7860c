import { writeFile } from "node:fs/promises";
import type { Db } from "#functions/_shared/db/port.ts";
import { WorkError } from "../lib/run-command.ts";

interface JobReport {
  contacts: number;
  found: number;
  partial: number;
  not_found: number;
  failed: number;
  suppressed: number;
  invalid: number;
  duplicates: number;
  rows: number;
  emails: number;
  phones: number;
  credits_milli: number;
  cost_micros: number;
  duration_ms: number;
  sandbox: boolean;
  providers: Record<
    string,
    {
      asked: number;
      found: number;
      accepted: number;
      errors: number;
      rate_limited: number;
      cost_micros: number;
      p50_ms: number | null;
    }
  >;
}

const usd = (micros: number): number => micros / 1_000_000;

/** The figures of a run; amounts in USD and whole credits. */
export async function readReport(
  db: Db,
  job: { workspaceId: string; jobId: string },
  about: { mode: string; order: string[]; leftOut: string[] },
): Promise<Record<string, unknown>> {
  const report = await db.rpc<JobReport>("job_report", { p_workspace: job.workspaceId, p_job: job.jobId });
  const { cost_micros, credits_milli, providers, ...figures } = report;
  return {
    ...figures,
    credits: credits_milli / 1_000,
    cost_usd: usd(cost_micros),
    mode: about.mode,
    order: about.order,
    left_out: about.leftOut,
    providers: Object.fromEntries(
      Object.entries(providers).map(([name, { cost_micros: cost, ...provider }]) => [
        name,
        { ...provider, cost_usd: usd(cost) },
      ]),
    ),
  };
}

export async function writeReport(path: string, report: Record<string, unknown>): Promise<void> {
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`).catch((error: Error) => {
    throw new WorkError(`${path} cannot be written: ${error.message}.`);
  });
}
