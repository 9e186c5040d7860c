import type { RequestKind, TableRequests, WorkerAnswer } from "./table-worker-messages.ts";

export interface TableClient {
  request<K extends RequestKind>(
    kind: K,
    input: TableRequests[K]["input"],
    transfer?: Transferable[],
  ): Promise<TableRequests[K]["output"]>;
  close(): void;
}

/** The page's end of the wire to the worker that holds the file. */
export function openTableClient(): TableClient {
  const worker = new Worker(new URL("./table.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, { resolve: (output: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;

  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener("message", (event: MessageEvent<WorkerAnswer>) => {
    const answer = event.data;
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    // The worker is ours and answers each kind with its own type.
    if (answer.ok) call?.resolve(answer.output as never);
    else call?.reject(new Error(answer.message));
  });
  worker.addEventListener("error", (event) => fail(new Error(event.message || "the worker stopped")));

  return {
    request: (kind, input, transfer = []) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ id: lastId, kind, ...input }, transfer);
      }),
    close() {
      worker.terminate();
      fail(new Error("closed"));
    },
  };
}
