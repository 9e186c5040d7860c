import { config } from "zod";

/** zod tries once whether it may compile its checks. Extensions may not, and the browser reports the try. */
config({ jitless: true });
