import { createTableInMemory } from "./table-in-memory.ts";
import type { WorkerAnswer, WorkerRequest } from "./table-worker-messages.ts";

/** Reads and checks files beside the page, so that 100,000 rows never make it stutter. */
const table = createTableInMemory();

function answer(request: WorkerRequest): unknown {
  switch (request.kind) {
    case "open":
      return table.open(new Uint8Array(request.bytes));
    case "check":
      return table.check(request.mapping);
    case "rows":
      return table.chunk(request.from, request.maxRows, request.maxChars);
  }
}

const post = (message: WorkerAnswer) => self.postMessage(message);

self.addEventListener("message", (event: MessageEvent<WorkerRequest>) => {
  const { id } = event.data;
  try {
    post({ id, ok: true, output: answer(event.data) });
  } catch (error) {
    post({ id, ok: false, message: error instanceof Error ? error.message : String(error) });
  }
});
