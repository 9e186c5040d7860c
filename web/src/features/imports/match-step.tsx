import { ArrowRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type ColumnMapping, importFields } from "#core/imports/fields.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Notice } from "#ui/notice.tsx";
import { useMessages } from "../../language.tsx";
import { ColumnRow } from "./column-row.tsx";
import { mappingSuffices } from "./mapping-edits.ts";
import type { TableClient } from "./table-client.ts";
import type { OpenedTable, RowCheck } from "./table-worker-messages.ts";

interface MatchStepProps {
  name: string;
  table: OpenedTable;
  client: TableClient;
  mapping: ColumnMapping;
  onMapping: (mapping: ColumnMapping) => void;
  onNext: () => void;
  onOtherFile: () => void;
}

const headStyle = "px-4 py-2 text-left text-xs text-ink-faint";

export function MatchStep({ name, table, client, mapping, onMapping, onNext, onOtherFile }: MatchStepProps) {
  const { match: texts } = useMessages().imports;
  const heading = useRef<HTMLHeadingElement>(null);
  const check = useRowCheck(client, mapping);
  const enough = mappingSuffices(mapping);
  const unused = table.headers.length - importFields.filter((field) => mapping[field] !== undefined).length;
  useEffect(() => heading.current?.focus(), []);

  return (
    <>
      <div className="grid gap-1">
        <h2 ref={heading} tabIndex={-1} className="text-lg">
          {texts.title}
        </h2>
        <p className="max-w-3xl text-ink-soft">
          {texts.intro(name, table.rowCount)}
          {table.sheet === null ? "" : ` ${texts.sheetNote(table.sheet)}.`}
        </p>
      </div>
      {table.warnings.length > 0 ? (
        <Notice tone="warn">
          <ul>
            {table.warnings.map(({ code }) => (
              <li key={code}>{texts.warnings[code] ?? code}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Card className="overflow-hidden">
        <table className="w-full table-fixed border-collapse">
          <caption className="sr-only">{texts.title}</caption>
          <thead className="max-sm:sr-only">
            <tr className="border-b border-line">
              <th className={`${headStyle} w-[28%]`}>{texts.column}</th>
              <th className={headStyle}>{texts.samples}</th>
              <th className={`${headStyle} w-64`}>{texts.target}</th>
              <th className={`${headStyle} w-32`}>{texts.certainty}</th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <ColumnRow
                key={column.column}
                suggested={column}
                sample={table.sample}
                mapping={mapping}
                onMapping={onMapping}
              />
            ))}
          </tbody>
        </table>
      </Card>
      {unused > 0 ? <p className="text-xs text-ink-faint">{texts.unusedNote(unused)}</p> : null}
      {enough ? null : <Notice tone="warn">{texts.needed}</Notice>}
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-page px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
        <p role="status" className="text-ink-soft">
          {enough ? (check === null ? texts.checking : texts.check(check.ready, check.bad, check.repeated)) : ""}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={onOtherFile}>{texts.otherFile}</Button>
          <Button variant="primary" disabled={!enough} onClick={onNext}>
            {texts.next}
            <ArrowRight aria-hidden />
          </Button>
        </div>
      </div>
    </>
  );
}

/** What the rows look like under this matching; null while they are being counted. */
function useRowCheck(client: TableClient, mapping: ColumnMapping): RowCheck | null {
  const [check, setCheck] = useState<RowCheck | null>(null);
  useEffect(() => {
    let current = true;
    setCheck(null);
    const timer = setTimeout(() => {
      client.request("check", { mapping }).then(
        (counts) => current && setCheck(counts),
        () => undefined,
      );
    }, 150);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, mapping]);
  return check;
}
