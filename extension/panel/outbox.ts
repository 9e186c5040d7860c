import { openOutbox } from "../outbox/database.ts";

/** The panel's own handle on the outbox, for reading. */
export const outbox = openOutbox();
