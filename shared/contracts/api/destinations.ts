import { z } from "zod";
import { deliveryReasons, destinationKinds } from "../../core/destinations/words.ts";
import { countSchema, timeSchema } from "./common.ts";

/** A token of the user's own; it never comes back. */
export const hubspotTokenSchema = z.object({
  token: z.string().min(1).max(2_100).describe("A service key or private app token that may read and write contacts."),
});

export const hubspotSchema = z
  .object({
    connected: z.boolean(),
    /** Of the token, so that people recognise it. */
    last_four: z.string().nullable(),
    /** HubSpot's id of the account; null: not told. */
    account: z.string().nullable(),
    connected_at: timeSchema.nullable(),
    /** When HubSpot stopped taking the token: it has to be replaced. */
    refused_at: timeSchema.nullable(),
    /** True: the bundled simulator stands in for HubSpot and takes `sandbox_token`. */
    simulated: z.boolean(),
    sandbox_token: z.string().nullable(),
  })
  .meta({ id: "HubspotDestination" });
export type HubspotDestination = z.infer<typeof hubspotSchema>;

export const pushBodySchema = z.object({
  destination: z.enum(destinationKinds),
  run: timeSchema
    .optional()
    .describe("`run` of the answer before. Left out, a new push begins: what was refused earlier is tried again."),
});

export const pushAnswerSchema = z
  .object({
    /** Names this push; send it back while `left` is above 0. */
    run: timeSchema,
    /** Delivered in this push so far. */
    sent: countSchema,
    /** Delivered before, and not changed since. */
    already: countSchema,
    /** Did not arrive in this push, by reason; `detail` names properties of the destination. */
    refused: z.array(z.object({ reason: z.enum(deliveryReasons), count: countSchema, detail: z.string().nullable() })),
    /** Not tried yet in this push. */
    left: countSchema,
    /** Wait so long before the next request; 0: not at all. */
    wait_seconds: countSchema,
  })
  .meta({ id: "Push" });
export type PushAnswer = z.infer<typeof pushAnswerSchema>;
