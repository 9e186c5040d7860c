import { ArrowRight } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ListKind } from "#core/verification/list-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Field } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { Select } from "#ui/select.tsx";
import { useMessages } from "../../language.tsx";
import type { OpenFile } from "../imports/use-open-file.ts";
import { chooseValueColumn, likeness, samplesOf } from "./choose-value-column.ts";
import { RegionSelect } from "./region-select.tsx";
import { regionOfLanguage } from "./regions.ts";
import type { NewListChoice } from "./use-list-upload.ts";

interface ChooseColumnProps {
  file: OpenFile;
  onStart: (choice: NewListChoice) => void;
  onOtherFile: () => void;
}

/** What of the file is verified: the best guess stands chosen, with its first values beside it. */
export function ChooseColumn({ file, onStart, onOtherFile }: ChooseColumnProps) {
  const { verification: texts, imports } = useMessages();
  const { table } = file;
  const guess = useMemo(() => chooseValueColumn(table), [table]);
  const [kind, setKind] = useState<ListKind>(guess.kind);
  const [column, setColumn] = useState(guess.column);
  const [region, setRegion] = useState(() => regionOfLanguage(navigator.language));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const samples = samplesOf(table, column);
  const like = likeness(table, column, kind);

  return (
    <Card className="grid content-start gap-4 p-5" aria-labelledby="choose-column">
      <div className="grid gap-1">
        <h2 id="choose-column" ref={heading} tabIndex={-1} className="text-lg">
          {texts.choose.title}
        </h2>
        <p className="break-words text-ink-soft">
          {texts.choose.intro(file.name, table.rowCount)}
          {table.sheet === null ? "" : ` ${imports.match.sheetNote(table.sheet)}.`}
        </p>
      </div>
      {table.warnings.length > 0 ? (
        <Notice tone="warn">
          <ul>
            {table.warnings.map(({ code }) => (
              <li key={code}>{imports.match.warnings[code] ?? code}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Segmented
        label={texts.kinds.label}
        value={kind}
        onChange={setKind}
        options={[
          { value: "email", label: texts.kinds.email },
          { value: "phone", label: texts.kinds.phone },
        ]}
      />
      <Field label={texts.choose.column}>
        {(control) => (
          <Select {...control} value={String(column)} onChange={(event) => setColumn(Number(event.target.value))}>
            {table.headers.map((header, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its index, headers may repeat
              <option key={index} value={String(index)}>
                {header.trim() || texts.choose.unnamed(index + 1)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <dl className="grid gap-0.5">
        <dt className="text-xs text-ink-faint">{texts.choose.samples}</dt>
        <dd className="truncate">
          {samples.length > 0 ? samples.join(" · ") : <span className="text-ink-faint">{texts.choose.noValue}</span>}
        </dd>
      </dl>
      {kind === "phone" ? <RegionSelect label={texts.one.region} value={region} onChange={setRegion} /> : null}
      {like === null ? (
        <Notice tone="warn">{texts.choose.allEmpty}</Notice>
      ) : like < 0.3 ? (
        <Notice tone="warn">{texts.choose.notLike[kind]}</Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => onStart({ kind, column, region })}>
          {texts.choose.start(table.rowCount)}
          <ArrowRight aria-hidden />
        </Button>
        <Button onClick={onOtherFile}>{texts.choose.otherFile}</Button>
      </div>
    </Card>
  );
}
