import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { contactAnswerSchema } from "#contracts/api/contacts.ts";
import { UnexpectedAnswerError, UnreachableError } from "../../api.ts";
import { useApi, useApp } from "../../app-context.tsx";
import type { ContactFilter } from "../../search-params.ts";
import { contactRowColumns, contactRowsSchema, filterCondition, searchCondition } from "./contact-query.ts";
import { createRest } from "./rest.ts";

const pageSize = 200;

interface ContactsInput {
  jobId: string;
  show: ContactFilter | undefined;
  search: string;
  /** Only who is on this list. */
  list: string | undefined;
  live: boolean;
}

/** The contacts of a job, filtered by the database, page by page in the order of the file. */
export function useContacts({ jobId, show, search, list, live }: ContactsInput) {
  const { config, session } = useApp();
  return useInfiniteQuery({
    queryKey: ["contacts", jobId, show ?? "all", search, list ?? "any"],
    initialPageParam: 0,
    queryFn: async ({ pageParam, signal }) => {
      const columns = list === undefined ? contactRowColumns : `${contactRowColumns},list_contacts!inner(list_id)`;
      let query = createRest(config, session).from("contacts").select(columns).eq("job_id", jobId);
      if (list !== undefined) query = query.eq("list_contacts.list_id", list);
      const filter = filterCondition(show);
      if (filter) query = query.in(filter.column, filter.values);
      const found = searchCondition(search);
      if (found) query = query.or(found);
      const { data, error, status } = await query
        .gt("row_number", pageParam)
        .order("row_number")
        .limit(pageSize)
        .abortSignal(signal);
      if (error) throw new UnreachableError(`contacts: ${status} ${error.message}`);
      const parsed = contactRowsSchema.safeParse(data);
      if (!parsed.success) throw new UnexpectedAnswerError(parsed.error.message);
      return parsed.data;
    },
    getNextPageParam: (page) => (page.length === pageSize ? page.at(-1)?.row_number : undefined),
    placeholderData: (before, query) => (query?.queryKey[1] === jobId ? before : undefined),
    refetchInterval: ({ state: { data } }) => {
      // The job may have ended while this page of it was on its way.
      const open = data?.pages.some((page) => page.some(({ status }) => status === "pending" || status === "working"));
      // The more is loaded, the more a refresh costs: it comes less often.
      return live || open ? 2_500 * Math.max(1, data?.pages.length ?? 1) : false;
    },
  });
}

/** One contact with everything that was asked about it. */
export function useContact(contactId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ["contact", contactId],
    queryFn: ({ signal }) => api.call(contactAnswerSchema, `/contacts/${contactId}`, { signal }),
    refetchInterval: (query) => {
      const status = query.state.data?.contact.status;
      return status === "pending" || status === "working" ? 2_000 : false;
    },
  });
}
