import type { PageAnswer, PageRequest } from "#contracts/extension-messages.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { leadRow, leadSearchBody } from "#tests/support/salesnav/people.ts";

/** A tab with a search of 68 people on three pages, as the reader answers for it. */
export function openPagedTab() {
  const tab = {
    page: 1,
    session: "S1",
    query: "x",
    pressed: 0,
    /** Null: closed. "dead": the button does nothing. */
    mood: "up" as "up" | "closed" | "throttled" | "dead",
    /** Called before each answer: a worker can be ended there. */
    before: (_request: PageRequest): void | Promise<void> => {},
    async answer(request: PageRequest): Promise<unknown> {
      await tab.before(request);
      if (tab.mood === "closed") throw new Error("Could not establish connection.");
      if (request.type === "next") {
        tab.pressed += 1;
        if (tab.mood !== "dead") tab.page += 1;
        return { turned: "yes" };
      }
      return request.type === "look" ? look() : undefined;
    },
  };
  const look = (): PageAnswer => {
    const start = (tab.page - 1) * 25;
    const count = Math.min(25, 68 - start);
    const rows = Array.from({ length: count }, (_, offset) => leadRow(start + offset));
    const { state, paging, applied, refused, ...reading } = readResponse({
      url: "/sales-api/salesApiLeadSearch",
      status: tab.mood === "throttled" ? 429 : 200,
      body: leadSearchBody({ start, rows, session: tab.session }),
    });
    const url = `https://www.linkedin.com/sales/search/people?query=(keywords:${tab.query})&page=${tab.page}`;
    return { kind: "lead_search", url, state, rows: reading.rows, refused, paging, applied };
  };
  return tab;
}
