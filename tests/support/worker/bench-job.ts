import { catalogue, sandboxOrder } from "#core/cascade/catalogue.ts";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { prepareRows } from "#core/imports/prepare-rows.ts";
import { type ChosenOptions, resolveOptions } from "#core/jobs/resolve-options.ts";
import { addRows, createImport, startImport } from "#functions/_shared/db/imports.ts";
import type { Db } from "#functions/_shared/db/port.ts";

export interface StartedJob {
  workspaceId: string;
  jobId: string;
}

/** A job over made-up people, as an import leaves it. */
export async function startJob(
  db: Db,
  people: readonly (readonly string[])[],
  options: ChosenOptions & { credits?: number; workspaceId?: string } = {},
): Promise<StartedJob> {
  const { credits = 1_000_000, workspaceId: given, ...chosen } = options;
  const workspaceId =
    given ?? (await db.rpc<{ workspace_id: string }>("workspace_create_system", { p_name: "Test" })).workspace_id;
  await db.rpc("credits_grant", {
    p_workspace: workspaceId,
    p_amount_milli: credits * 1_000,
    p_key: `test:${workspaceId}`,
    p_note: "test",
  });
  const resolved = resolveOptions(
    { order: [...sandboxOrder], patience_ms: 0, ...chosen },
    { catalogue, configured: new Set(sandboxOrder), sandbox: true },
  );
  if (!resolved.ok) throw new Error(resolved.detail);
  const headers = ["First name", "Last name", "Company", "Website"];
  const { mapping } = matchColumns(headers, people);
  const { job_id: jobId } = await createImport(db, {
    workspaceId,
    actor: null,
    import: { name: "test", source: "cli", columns: headers, mapping, options: resolved.options },
  });
  const place = { workspaceId, jobId };
  const rows = [...prepareRows(people, mapping)];
  for (let at = 0; at < rows.length; at += 5_000) await addRows(db, place, rows.slice(at, at + 5_000));
  await startImport(db, { ...place, actor: null, options: null });
  return place;
}

/** Distinct people at a few hundred companies. */
export function peopleOf(count: number, seed = "a"): string[][] {
  return Array.from({ length: count }, (_, index) => [
    `Ada${seed}${index.toString(36)}`,
    `Muster${(index * 7).toString(36)}`,
    `Works ${index % 300} GmbH`,
    `works-${index % 300}.example`,
  ]);
}
