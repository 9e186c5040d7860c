import { z } from "zod";
import type { ProviderName } from "./findings.ts";

export const faultSchema = z.object({
  /**
   * status: an HTTP error in the provider's own dress. hang: no answer ever. reset: the connection dies. truncate: half of
   * the true answer, then the connection dies. html: a web page with status 200 (or `status`). garbage: bytes that are no
   * JSON. huge: an endless answer (32 MB).
   */
  kind: z.enum(["status", "hang", "reset", "truncate", "html", "garbage", "huge"]),
  status: z.number().int().min(200).max(599).optional(),
  /** Every n-th request is hit; with `first` only the first n are. Without both all are. */
  every: z.number().int().min(1).optional(),
  first: z.number().int().min(0).optional(),
  /** Only routes whose path contains this text. */
  route: z.string().optional(),
  /** True: the request is carried out and billed, only its answer is lost. Always so for truncate. */
  after: z.boolean().optional(),
});
export type Fault = z.infer<typeof faultSchema>;

export const faultsSchema = z.partialRecord(
  z.enum(["icypeas", "dropcontact", "hunter", "apollo", "findymail"]),
  z.array(faultSchema),
);
export type Faults = Partial<Record<ProviderName, Fault[]>>;

/** Decides request by request whether a scripted fault strikes. */
export class FaultScript {
  #faults: { fault: Fault; seen: number }[] = [];

  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ fault, seen: 0 }));
  }

  next(route: string): Fault | null {
    let hit: Fault | null = null;
    for (const entry of this.#faults) {
      const { fault } = entry;
      if (fault.route !== undefined && !route.includes(fault.route)) continue;
      entry.seen++;
      const inFirst = fault.first === undefined || entry.seen <= fault.first;
      const onBeat = fault.every === undefined || entry.seen % fault.every === 0;
      if (hit === null && inFirst && onBeat) hit = fault;
    }
    return hit;
  }
}
