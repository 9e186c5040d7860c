import { mapItem } from "#core/providers/icypeas/map-response.ts";
import { readLimit, readRowsBody } from "#core/providers/icypeas/request.ts";
import { type Read, readRows } from "#core/providers/icypeas/response.ts";
import type { Answer } from "#core/providers/provider-port.ts";
import { isFailure, type ProviderContext } from "./client.ts";
import { callIcypeas } from "./icypeas-call.ts";
import type { Page } from "./icypeas-progress.ts";

export interface Pass {
  byRef: Map<string, Answer>;
  /** By row index, for rows that came back without our id. */
  byOrder: Map<number, Answer>;
  rows: number;
  /** Some rows are not final yet. */
  running: boolean;
  /** Pages known to be final were passed over. */
  skipped: boolean;
  /** Why reading stopped before the end; null when all pages were read. */
  stopped: Extract<Read<never>, { ok: false }> | null;
}

/** Reads the pages of a bulk that can still hold news, and notes in `pages` which are final. At most 5,000 rows. */
export async function readPages(file: string, pages: Page[], context: ProviderContext): Promise<Pass> {
  const pass: Pass = { byRef: new Map(), byOrder: new Map(), rows: 0, running: false, skipped: false, stopped: null };
  for (let index = 0; index < 5_000 / readLimit; index++) {
    const page = pages[index];
    if (page === undefined) break;
    if (page.final && index < pages.length - 1) {
      pass.skipped = true;
      continue;
    }
    const answer = await callIcypeas(context, "read", readRowsBody(file, page.sorts));
    const read: ReturnType<typeof readRows> = isFailure(answer) ? { ok: false, failure: answer } : readRows(answer);
    if (!read.ok) return { ...pass, stopped: read };
    page.final = true;
    for (const raw of read.value.items) {
      const item = mapItem(raw);
      pass.rows++;
      if (item.answer === null) page.final = false;
      else if (item.ref !== null) pass.byRef.set(item.ref, item.answer);
      else if (item.order !== null) pass.byOrder.set(item.order, item.answer);
    }
    if (!page.final) pass.running = true;
    const isLast = read.value.items.length < readLimit || read.value.sorts === null;
    if (!isLast && index === pages.length - 1) pages.push({ sorts: read.value.sorts, final: false });
  }
  return pass;
}
