import type { Contact } from "#contracts/api/contacts.ts";
import type { List, ListAdded } from "#contracts/api/lists.ts";
import type { Db } from "./port.ts";

interface Place {
  workspaceId: string;
  listId: string;
}

/** By name. */
export const getLists = (db: Db, workspaceId: string): Promise<List[]> =>
  db.rpc("lists_get", { p_workspace: workspaceId });

/** The list of that name, made if there is none. */
export const createList = (db: Db, list: { workspaceId: string; actor: string | null; name: string }): Promise<List> =>
  db.rpc("list_create", { p_workspace: list.workspaceId, p_actor: list.actor, p_name: list.name });

export const deleteList = (db: Db, place: Place & { actor: string | null }): Promise<unknown> =>
  db.rpc("list_delete", { p_workspace: place.workspaceId, p_actor: place.actor, p_list: place.listId });

export const addToList = (db: Db, place: Place & { actor: string | null; contacts: string[] }): Promise<ListAdded> =>
  db.rpc("list_add", {
    p_workspace: place.workspaceId,
    p_actor: place.actor,
    p_list: place.listId,
    p_contacts: place.contacts,
  });

export const removeFromList = (
  db: Db,
  place: Place & { contacts: string[] },
): Promise<{ list: List; removed: number }> =>
  db.rpc("list_remove", { p_workspace: place.workspaceId, p_list: place.listId, p_contacts: place.contacts });

/** Added last first, from behind `after`. */
export const pageList = (
  db: Db,
  page: Place & { limit: number; after: { addedAt: string; contactId: string } | null },
): Promise<{ added_at: string; contact: Contact }[]> =>
  db.rpc("list_contacts_get", {
    p_workspace: page.workspaceId,
    p_list: page.listId,
    p_limit: page.limit,
    p_before_added_at: page.after?.addedAt ?? null,
    p_after_contact: page.after?.contactId ?? null,
  });
