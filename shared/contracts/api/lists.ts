import { z } from "zod";
import { countSchema, idSchema, nameSchema, timeSchema } from "./common.ts";
import { contactSchema } from "./contacts.ts";

export const listSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    contact_count: countSchema,
    created_at: timeSchema,
    updated_at: timeSchema,
  })
  .meta({ id: "List" });
export type List = z.infer<typeof listSchema>;

export const listNameSchema = z.object({ name: nameSchema(100) });
export const listAnswerSchema = z.object({ list: listSchema });
export const listsSchema = z.object({ lists: z.array(listSchema) });

/** Contacts of the workspace; ids of others are passed over. Of a duplicate, its original is meant. */
export const listContactsBodySchema = z.object({ contact_ids: z.array(idSchema).min(1).max(1_000) });

/** `known`: were on the list already. */
export const listAddedSchema = z.object({ list: listSchema, added: countSchema, known: countSchema });
export type ListAdded = z.infer<typeof listAddedSchema>;
export const listRemovedSchema = z.object({ list: listSchema, removed: countSchema });

export const listContactsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});
export const listContactsSchema = z.object({ contacts: z.array(contactSchema), next_cursor: z.string().nullable() });
export type ListContacts = z.infer<typeof listContactsSchema>;
