import { useState } from "react";
import type { VerificationList, VerificationRow } from "#contracts/api/verification-lists.ts";
import { type RowStatus, rowStatusesOf } from "#core/verification/list-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { Sheet } from "#ui/sheet.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { ExplainVerdict } from "./explain-verdict.tsx";
import { useListRows } from "./queries.ts";
import { RowStatusChip } from "./status-chip.tsx";
import { reasonText } from "./verdict-text.ts";

const headStyle = "px-4 py-2 text-left text-xs text-ink-faint";

/** The rows of a list with their verdicts; each explains itself. */
export function ListRows({ list }: { list: VerificationList }) {
  const { verification: texts, common } = useMessages();
  const [show, setShow] = useState<RowStatus | "all">("all");
  const [open, setOpen] = useState<VerificationRow | null>(null);
  const pages = useListRows(list.id, show === "all" ? undefined : show, list.status === "running");
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const words = rowStatusesOf(list.kind).filter((word) => (list.counts[word] ?? 0) > 0);

  return (
    <section aria-label={texts.list.verdict} className="grid gap-3">
      <Segmented<RowStatus | "all">
        label={texts.list.show}
        value={show}
        onChange={setShow}
        options={[
          { value: "all", label: texts.list.all },
          ...words.map((word) => ({ value: word, label: texts.statusOf[word] })),
        ]}
      />
      {pages.isError && rows.length === 0 ? (
        <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />
      ) : rows.length === 0 ? (
        <p role="status" className="text-ink-faint">
          {pages.isPending ? common.loading : show === "all" ? texts.list.notYet : texts.list.noneOfThese}
        </p>
      ) : (
        <Card className="overflow-hidden">
          <table className="w-full table-fixed border-collapse">
            <caption className="sr-only">{list.name}</caption>
            <thead className="max-sm:sr-only">
              <tr className="border-b border-line">
                <th className={`${headStyle} w-20`}>{texts.list.row}</th>
                <th className={headStyle}>{texts.list.value[list.kind]}</th>
                <th className={`${headStyle} w-36`}>{texts.list.verdict}</th>
                <th className={`${headStyle} max-lg:hidden`}>{texts.list.reason}</th>
                <th className={`${headStyle} w-20 text-right`}>{texts.list.score}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.row_number} row={row} onOpen={() => setOpen(row)} />
              ))}
            </tbody>
          </table>
        </Card>
      )}
      {pages.hasNextPage ? (
        <div className="flex justify-center">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {texts.list.more}
          </Button>
        </div>
      ) : null}
      {open?.verdict ? (
        <Sheet
          open
          onOpenChange={(next) => {
            if (!next) setOpen(null);
          }}
          title={open.value}
          closeLabel={common.close}
          onCloseAutoFocus={(event) => {
            const opener = document.querySelector<HTMLElement>(`[data-row="${open.row_number}"]`);
            if (!opener) return;
            event.preventDefault();
            opener.focus();
          }}
        >
          <div className="p-5">
            <ExplainVerdict status={open.status} verdict={open.verdict} />
          </div>
        </Sheet>
      ) : null}
    </section>
  );
}

function Row({ row, onOpen }: { row: VerificationRow; onOpen: () => void }) {
  const { verification: texts } = useMessages();
  const { number } = useFormats();
  const { verdict, status } = row;
  const value = row.value || texts.choose.noValue;
  return (
    <tr className="relative border-b border-line transition-colors last:border-0 hover:bg-hover max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:items-center max-sm:gap-x-3 max-sm:px-4 max-sm:py-2.5">
      <td className="px-4 py-2 text-ink-faint max-sm:hidden">{number(row.row_number)}</td>
      <td className="px-4 py-2 max-sm:p-0">
        {verdict === null ? (
          <span className="block truncate text-ink-faint">{value}</span>
        ) : (
          <button
            type="button"
            data-row={row.row_number}
            aria-label={texts.list.open(value)}
            onClick={onOpen}
            className="block w-full truncate text-left after:absolute after:inset-0"
          >
            {value}
          </button>
        )}
      </td>
      <td className="px-4 py-2 max-sm:p-0">
        <RowStatusChip status={status} />
      </td>
      <td className="truncate px-4 py-2 text-ink-soft max-lg:hidden">
        {verdict === null ? "" : reasonText(texts.reasons, verdict.reason)}
      </td>
      <td className="px-4 py-2 text-right tabular-nums max-sm:hidden">
        {verdict === null ? "" : number(verdict.score)}
      </td>
    </tr>
  );
}
