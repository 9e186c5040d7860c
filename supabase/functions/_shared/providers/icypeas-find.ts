import { mapItem } from "#core/providers/icypeas/map-response.ts";
import { listFilesBody, listSinglesBody } from "#core/providers/icypeas/request.ts";
import { readFiles, readRows } from "#core/providers/icypeas/response.ts";
import type { Failure } from "#core/providers/provider-port.ts";
import { isFailure, type ProviderContext } from "./client.ts";
import { callIcypeas } from "./icypeas-call.ts";

/** Pages of fifty files, newest first, in which a lost job is looked for. */
const pages = 4;

/** The file of the bulk that was submitted under this name; null when there is none. */
export async function findBulk(name: string, context: ProviderContext): Promise<string | Failure | null> {
  let sorts: unknown[] | null = null;
  for (let page = 0; page < pages; page++) {
    const answer = await callIcypeas(context, "files", listFilesBody(sorts));
    if (isFailure(answer)) return answer;
    const read = readFiles(answer);
    if (!read.ok) return read.failure;
    const found = read.value.files.find((file) => file.name === name);
    if (found !== undefined) return found.file;
    sorts = read.value.sorts;
    if (read.value.files.length === 0 || sorts === null) return null;
  }
  return null;
}

/** The id of the single search that was submitted with this external id; null when there is none. */
export async function findSingle(externalId: string, context: ProviderContext): Promise<string | Failure | null> {
  const answer = await callIcypeas(context, "read", listSinglesBody());
  if (isFailure(answer)) return answer;
  const read = readRows(answer);
  if (!read.ok) return read.failure;
  return read.value.items.map(mapItem).find((item) => item.ref === externalId)?.id ?? null;
}
