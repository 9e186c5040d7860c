import { createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { wordText } from "#core/i18n/messages.ts";
import { Card } from "#ui/card.tsx";
import { cn } from "#ui/cn.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { personName } from "../imports/preview-rows.ts";
import { ContactChip, EmailStatusChip } from "./chips.tsx";
import type { ContactRow } from "./contact-query.ts";
import { nextIndex } from "./next-index.ts";

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, ContactRow>();

/** Columns by id; which of them a narrow screen leaves out, and how wide they are. */
const columnStyles: Record<string, string> = {
  row: "w-14 text-right max-md:hidden",
  person: "max-md:w-[42%]",
  email: "md:w-[34%]",
  phone: "w-44 max-lg:hidden",
  result: "w-36 max-xl:hidden",
  cost: "w-24 text-right max-xl:hidden",
};

const columns = helper.columns([
  helper.display({
    id: "row",
    header: () => <Heading name="row" />,
    cell: ({ row }) => <RowNumber contact={row.original} />,
  }),
  helper.display({
    id: "person",
    header: () => <Heading name="person" />,
    cell: ({ row }) => <Person contact={row.original} />,
  }),
  helper.display({
    id: "email",
    header: () => <Heading name="email" />,
    cell: ({ row }) => <Email contact={row.original} />,
  }),
  helper.display({
    id: "phone",
    header: () => <Heading name="phone" />,
    cell: ({ row }) => <Phone contact={row.original} />,
  }),
  helper.display({
    id: "result",
    header: () => <Heading name="result" />,
    cell: ({ row }) => <Result contact={row.original} />,
  }),
  helper.display({
    id: "cost",
    header: () => <Heading name="cost" />,
    cell: ({ row }) => <Cost contact={row.original} />,
  }),
]);

const rowHeight = 60;

interface ContactsTableProps {
  contacts: ContactRow[];
  /** All that the filter has, loaded or not. */
  total: number;
  hasMore: boolean;
  onMore: () => void;
  onOpen: (contact: ContactRow) => void;
  openId: string | undefined;
  /** Columns that have nothing to say for this job. */
  hidden: readonly ("email" | "phone")[];
}

/** The page scrolls, the table draws only what is in view. Arrow keys move from row to row, Enter opens. */
export function ContactsTable({ contacts, total, hasMore, onMore, onOpen, openId, hidden }: ContactsTableProps) {
  const messages = useMessages();
  const shown = useMemo(() => columns.filter((column) => !hidden.some((name) => name === column.id)), [hidden]);
  const table = useTable({ features, columns: shown, data: contacts, getRowId: (contact) => contact.id });
  const { rows } = table.getRowModel();
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);

  // What stands above the table comes and goes: its place is measured whenever it is drawn.
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top;
    if (top !== undefined) setOffset(Math.round(top + window.scrollY));
  });

  const nearEnd = last !== undefined && last.index >= rows.length - 40;
  useEffect(() => {
    if (nearEnd && hasMore) onMore();
  }, [nearEnd, hasMore, onMore]);

  function move(event: KeyboardEvent<HTMLTableSectionElement>) {
    const button = event.target instanceof Element ? event.target.closest("[data-open-row]") : null;
    const from = Number(button?.getAttribute("data-open-row") ?? Number.NaN);
    const to = nextIndex(event.key, from, rows.length);
    if (to === null) return;
    event.preventDefault();
    virtualizer.scrollToIndex(to, { align: "auto" });
    // The row may have to be drawn first.
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-open-row="${to}"]`)?.focus());
  }

  return (
    <Card className="[&>table]:w-full">
      <table className="table-fixed border-separate border-spacing-0" aria-rowcount={total + 1}>
        <caption className="sr-only">
          {messages.results.caption}. {messages.results.keys}
        </caption>
        <thead className="sticky top-12 z-10 lg:top-0">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={cn(
                    "border-b border-line bg-surface px-4 py-2 text-left text-xs text-ink-faint first:rounded-tl-lg last:rounded-tr-lg",
                    columnStyles[header.column.id],
                  )}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {first ? <Spacer height={first.start - offset} /> : null}
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                aria-rowindex={item.index + 2}
                aria-current={row.id === openId || undefined}
                onClick={(event) => {
                  const onControl = event.target instanceof Element && event.target.closest("button, a") !== null;
                  if (!onControl && window.getSelection()?.isCollapsed !== false) onOpen(row.original);
                }}
                className="cursor-pointer transition-colors hover:bg-hover aria-[current]:bg-selected"
                style={{ height: rowHeight }}
              >
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    className={cn("truncate border-b border-line px-4 py-1", columnStyles[cell.column.id])}
                  >
                    {cell.column.id === "person" ? (
                      <OpenButton contact={row.original} index={item.index} onOpen={onOpen} />
                    ) : (
                      <table.FlexRender cell={cell} />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          {last ? <Spacer height={virtualizer.getTotalSize() - (last.end - offset)} /> : null}
        </tbody>
      </table>
      {hasMore ? <p className="p-3 text-center text-xs text-ink-faint">{messages.results.loadingMore}</p> : null}
    </Card>
  );
}

/** Room for rows that are not drawn. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

function Heading({ name }: { name: "row" | "person" | "email" | "phone" | "result" | "cost" }) {
  return useMessages().results[name];
}

function RowNumber({ contact }: { contact: ContactRow }) {
  const { number } = useFormats();
  return <span className="text-xs text-ink-faint">{number(contact.row_number)}</span>;
}

interface OpenButtonProps {
  contact: ContactRow;
  index: number;
  onOpen: (contact: ContactRow) => void;
}

function OpenButton({ contact, index, onOpen }: OpenButtonProps) {
  const { results } = useMessages();
  return (
    <button
      type="button"
      data-open-row={index}
      onClick={() => onOpen(contact)}
      className="block w-full rounded-sm text-left"
    >
      <span className="sr-only">{results.open} </span>
      <Person contact={contact} />
    </button>
  );
}

function Person({ contact }: { contact: ContactRow }) {
  const { results } = useMessages();
  return (
    <>
      <span className="block truncate font-semibold">{personName(contact) || results.noName}</span>
      <span className="block truncate text-xs text-ink-faint">
        {[contact.company ?? contact.domain, contact.title].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

function Email({ contact }: { contact: ContactRow }) {
  const { common } = useMessages();
  if (contact.email === null) {
    return (
      <span className="xl:hidden">
        <ContactChip contact={contact} />
      </span>
    );
  }
  return (
    <div className="grid min-w-0 gap-0.5">
      <span className="flex min-w-0 items-center gap-1">
        <span className="truncate">{contact.email}</span>
        <CopyButton
          text={contact.email}
          label={common.copy(contact.email)}
          copiedLabel={common.copied}
          className="max-sm:hidden"
        />
      </span>
      <span className="flex">
        {contact.email_status === null ? null : (
          <EmailStatusChip status={contact.email_status} confidence={contact.email_confidence} />
        )}
      </span>
    </div>
  );
}

function Phone({ contact }: { contact: ContactRow }) {
  const { common, results } = useMessages();
  if (contact.phone === null) return null;
  return (
    <div className="grid min-w-0 gap-0.5">
      <span className="flex min-w-0 items-center gap-1">
        <span className="truncate">{contact.phone}</span>
        <CopyButton text={contact.phone} label={common.copy(contact.phone)} copiedLabel={common.copied} />
      </span>
      <span className="truncate text-xs text-ink-faint">{wordText(results.phoneTypes, contact.phone_type)}</span>
    </div>
  );
}

function Result({ contact }: { contact: ContactRow }) {
  const { results } = useMessages();
  const why =
    contact.status === "duplicate" && contact.duplicate_of_row !== null
      ? `${results.row} ${contact.duplicate_of_row}`
      : wordText(results.stopsShort, contact.reason);
  return (
    <div className="grid gap-0.5">
      <span className="flex">
        <ContactChip contact={contact} />
      </span>
      <span className="truncate text-xs text-ink-faint">{why}</span>
    </div>
  );
}

function Cost({ contact }: { contact: ContactRow }) {
  const { usd } = useFormats();
  return <span className="text-ink-soft">{contact.cost_micros === 0 ? "–" : usd(contact.cost_micros)}</span>;
}
