import { getRouteApi } from "@tanstack/react-router";
import { Search, SearchX, Users } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { Job } from "#contracts/api/jobs.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Input } from "#ui/input.tsx";
import { LiveText } from "#ui/live-text.tsx";
import { Select } from "#ui/select.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { type ContactFilter, contactFilters } from "../../search-params.ts";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { isLive } from "../jobs/poll-interval.ts";
import { filterCounts } from "./contact-query.ts";
import { ContactsTable } from "./contacts-table.tsx";
import { useLists } from "./lists.ts";
import { useContacts } from "./queries.ts";

const route = getRouteApi("/members/jobs/$jobId");
const ContactSheet = lazy(() => import("./contact-sheet.tsx").then((module) => ({ default: module.ContactSheet })));

/** The contacts of a job: filter and search live in the address, and so does the contact that is open. */
export function ContactsView({ job }: { job: Job }) {
  const messages = useMessages();
  const texts = messages.results;
  const { show, q = "", list, contact: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const contacts = useContacts({ jobId: job.id, show, search: q, list, live: isLive(job.status) });
  const rows = useMemo(() => contacts.data?.pages.flat() ?? [], [contacts.data]);
  const counts = filterCounts(job);
  const { fetchNextPage, isFetchingNextPage } = contacts;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const filtered = show !== undefined || q !== "" || list !== undefined;
  const shown =
    q === "" && list === undefined && !contacts.isPlaceholderData
      ? Math.max(counts[show ?? "all"], rows.length)
      : rows.length;

  const open = useCallback(
    (id: string | undefined) =>
      void navigate({
        search: (before) => ({ ...before, contact: id }),
        replace: openId !== undefined,
        resetScroll: false,
      }),
    [navigate, openId],
  );

  return (
    <section className="grid gap-4">
      <ContactsToolbar counts={counts} />
      <LiveText text={contacts.isPending ? "" : texts.shown(shown)} everyMs={5_000} />
      {contacts.isPending ? (
        <ContactsSkeleton />
      ) : contacts.isError && rows.length === 0 ? (
        <LoadFailure error={contacts.error} onRetry={() => void contacts.refetch()} />
      ) : rows.length === 0 ? (
        <Card>
          {filtered ? (
            <EmptyState
              icon={SearchX}
              title={texts.noMatch.title}
              action={
                <Button
                  onClick={() =>
                    void navigate({
                      search: (before) => ({ ...before, q: undefined, show: undefined, list: undefined }),
                      resetScroll: false,
                    })
                  }
                >
                  {texts.clear}
                </Button>
              }
            >
              {texts.noMatch.body}
            </EmptyState>
          ) : (
            <EmptyState icon={Users} title={texts.nothingYet.title}>
              {texts.nothingYet.body}
            </EmptyState>
          )}
        </Card>
      ) : (
        <ContactsTable
          contacts={rows}
          total={shown}
          hasMore={contacts.hasNextPage}
          onMore={more}
          onOpen={(contact) => open(contact.id)}
          openId={openId}
          hidden={hiddenColumns(job)}
        />
      )}
      {openId === undefined ? null : (
        <Suspense fallback={null}>
          <ContactSheet contactId={openId} rows={rows} onOpen={open} />
        </Suspense>
      )}
    </section>
  );
}

const noColumns: readonly ("email" | "phone")[] = [];
const phoneColumn = ["phone"] as const;

/** Phones that came along unasked are shown all the same. */
const hiddenColumns = (job: Job) => (job.options.want === "email" && job.phone_count === 0 ? phoneColumn : noColumns);

function ContactsToolbar({ counts }: { counts: Record<ContactFilter | "all", number> }) {
  const { results: texts } = useMessages();
  const { number } = useFormats();
  const { show, q = "", list } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: lists = [] } = useLists();
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => {
      void navigate({
        search: (before) => ({ ...before, q: text.trim() || undefined }),
        replace: true,
        resetScroll: false,
      });
    }, 250);
    return () => clearTimeout(timer);
  }, [text, q, navigate]);
  // Filters that would show nothing stay away, unless one of them is set.
  const offered = contactFilters.filter((filter) => counts[filter] > 0 || filter === show);

  return (
    <search className="flex flex-wrap gap-2">
      <div className="relative min-w-0 grow basis-64 sm:max-w-md">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
        <Input
          type="search"
          aria-label={texts.search}
          placeholder={texts.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="pl-9"
        />
      </div>
      <Select
        aria-label={texts.filter}
        className="w-52"
        value={show ?? ""}
        onChange={(event) => {
          const filter = contactFilters.find((known) => known === event.target.value);
          void navigate({ search: (before) => ({ ...before, show: filter }), replace: true, resetScroll: false });
        }}
      >
        <option value="">{`${texts.filters.all} (${number(counts.all)})`}</option>
        {offered.map((filter) => (
          <option key={filter} value={filter}>{`${texts.filters[filter]} (${number(counts[filter])})`}</option>
        ))}
      </Select>
      {lists.length > 0 || list !== undefined ? (
        <Select
          aria-label={texts.list}
          className="w-52"
          value={list ?? ""}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, list: event.target.value || undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        >
          <option value="">{texts.anyList}</option>
          {lists.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
    </search>
  );
}

function ContactsSkeleton() {
  const { common } = useMessages();
  return (
    <Card>
      <p role="status" className="sr-only">
        {common.loading}
      </p>
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((row) => (
        <div key={row} className="flex h-15 items-center gap-8 border-b border-line px-4 last:border-0">
          <div className="grid grow gap-2">
            <Skeleton className="w-40 max-w-full" />
            <Skeleton className="h-3 w-28" />
          </div>
          <div className="grid grow gap-2">
            <Skeleton className="w-52 max-w-full" />
            <Skeleton className="h-3 w-20" />
          </div>
        </div>
      ))}
    </Card>
  );
}
