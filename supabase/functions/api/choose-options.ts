import type { JobOptionsInput } from "#contracts/api/jobs.ts";
import { AppError } from "#contracts/errors.ts";
import { catalogue } from "#core/cascade/catalogue.ts";
import { resolveOptions } from "#core/jobs/resolve-options.ts";
import type { JobOptions } from "#core/jobs/words.ts";
import type { ApiDeps } from "./deps.ts";

/** The options of a job, completed by what this installation has; refuses choices that nobody can carry out. */
export function chooseOptions(deps: ApiDeps, chosen: JobOptionsInput, base: JobOptions | null = null): JobOptions {
  const resolved = resolveOptions(chosen, { catalogue, configured: deps.configured, sandbox: deps.sandbox }, base);
  if (!resolved.ok) throw new AppError("unprocessable", resolved.detail);
  return resolved.options;
}
