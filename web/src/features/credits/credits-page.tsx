import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Coins } from "lucide-react";
import { type Credits, creditsSchema } from "#contracts/api/credits.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { FigureStrip } from "#ui/figure-strip.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useApi } from "../../app-context.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useMeta } from "../../shell/use-me.ts";
import { groupEntries } from "./group-entries.ts";
import { signedCredits } from "./signed-credits.ts";

/** What a job of two hundred people moves fits into one page. */
const pageSize = 500;

export function CreditsPage() {
  const { credits: texts } = useMessages().account;
  const api = useApi();
  const meta = useMeta();
  const credits = useInfiniteQuery({
    queryKey: ["credits"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => api.call(creditsSchema, `/credits?limit=${pageSize}${pageParam}`, { signal }),
    getNextPageParam: ({ next_cursor }) => (next_cursor === null ? undefined : `&cursor=${next_cursor}`),
    // Each loaded page is read again: whoever looks far back is not looking at what runs now.
    refetchInterval: (query) => (query.state.data?.pages.length === 1 ? 10_000 : false),
  });
  const [newest] = credits.data?.pages ?? [];
  const prices = meta.data?.prices;
  return (
    <>
      <PageHeader
        title={texts.title}
        {...(prices
          ? { description: texts.prices(texts.price(prices.email_milli), texts.price(prices.phone_milli)) }
          : {})}
      />
      {credits.data && newest ? (
        <>
          <Balances credits={newest} />
          <Ledger entries={credits.data.pages.flatMap((page) => page.entries)} />
          {credits.hasNextPage ? (
            <Button
              className="justify-self-center"
              busy={credits.isFetchingNextPage}
              onClick={() => void credits.fetchNextPage()}
            >
              {texts.more}
            </Button>
          ) : null}
        </>
      ) : credits.isError ? (
        <LoadFailure error={credits.error} onRetry={() => void credits.refetch()} />
      ) : (
        <>
          <Card className="h-18" />
          <Card className="grid gap-6 p-5">
            {["a", "b", "c", "d", "e"].map((row) => (
              <Skeleton key={row} />
            ))}
          </Card>
        </>
      )}
    </>
  );
}

function Balances({ credits }: { credits: Credits }) {
  const { credits: texts } = useMessages().account;
  const formats = useFormats();
  return (
    <FigureStrip
      figures={[
        { label: texts.available, value: formats.credits(credits.available_milli), tone: "good" },
        { label: texts.held, value: formats.credits(credits.held_milli) },
        { label: texts.spent, value: formats.credits(credits.spent_milli) },
        { label: texts.granted, value: formats.credits(credits.granted_milli) },
      ]}
    />
  );
}

function Ledger({ entries }: { entries: Credits["entries"] }) {
  const { credits: texts } = useMessages().account;
  const formats = useFormats();
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 className="text-base">{texts.ledger}</h2>
        <p className="text-xs text-ink-faint">{texts.ledgerNote}</p>
      </div>
      <Card className="overflow-hidden">
        {entries.length === 0 ? (
          <EmptyState icon={Coins} title={texts.empty} />
        ) : (
          <table className="w-full table-fixed border-collapse">
            <caption className="sr-only">{texts.ledger}</caption>
            <thead>
              <tr className="border-b border-line text-xs text-ink-faint">
                <th className="w-52 px-4 py-2 text-left max-sm:hidden">{texts.when}</th>
                <th className="px-4 py-2 text-left">{texts.what}</th>
                <th className="w-24 px-4 py-2 text-right">{texts.amount}</th>
                <th className="w-44 px-4 py-2 text-right max-sm:hidden">{texts.after}</th>
              </tr>
            </thead>
            <tbody>
              {groupEntries(entries).map((group) => (
                <tr key={group.id} className="border-b border-line last:border-0">
                  <td className="px-4 py-2.5 text-ink-soft max-sm:hidden">
                    <time dateTime={group.createdAt}>{formats.dateTime(group.createdAt)}</time>
                  </td>
                  <td className="px-4 py-2.5">
                    <span className="block">{texts.kinds[group.kind]}</span>
                    <span className="flex flex-wrap gap-x-2 text-xs text-ink-faint">
                      {group.contacts > 0 ? <span>{texts.contacts(group.contacts)}</span> : null}
                      {group.note === null ? null : (
                        <span className="truncate">{texts.notes[group.note] ?? group.note}</span>
                      )}
                      {group.jobId === null ? null : (
                        <Link
                          to="/jobs/$jobId"
                          params={{ jobId: group.jobId }}
                          search={group.contactId === null ? {} : { contact: group.contactId }}
                          className="text-accent underline-offset-4 hover:underline"
                        >
                          {texts.seeJob}
                        </Link>
                      )}
                    </span>
                  </td>
                  <td className="px-4 py-2.5 text-right font-semibold">{signedCredits(group.changeMilli, formats)}</td>
                  <td className="px-4 py-2.5 text-right text-ink-soft max-sm:hidden">
                    {formats.credits(group.balanceMilli)}{" "}
                    <span className="text-xs text-ink-faint">{texts.accounts[group.account]}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </section>
  );
}
