import { Check, CircleMinus, Hand, type LucideIcon, Sparkle } from "lucide-react";
import type { ColumnMatch } from "#core/imports/columns/match-columns.ts";
import { type ColumnMapping, importFields } from "#core/imports/fields.ts";
import { Chip, type Tone } from "#ui/chip.tsx";
import { Select } from "#ui/select.tsx";
import { useMessages } from "../../language.tsx";
import { type Certainty, certaintyOf, fieldOfColumn, sampleValues, setColumnField } from "./mapping-edits.ts";

const looks: Record<Certainty, { tone: Tone; icon: LucideIcon }> = {
  sure: { tone: "good", icon: Check },
  likely: { tone: "warn", icon: Sparkle },
  byHand: { tone: "info", icon: Hand },
  unused: { tone: "neutral", icon: CircleMinus },
};

interface ColumnRowProps {
  suggested: ColumnMatch;
  sample: readonly (readonly string[])[];
  mapping: ColumnMapping;
  onMapping: (mapping: ColumnMapping) => void;
}

/** One column of the file: its header, two of its values, what it is, and how sure that is. */
export function ColumnRow({ suggested, sample, mapping, onMapping }: ColumnRowProps) {
  const { match: texts, fields } = useMessages().imports;
  const { column } = suggested;
  const header = suggested.header.trim() || texts.unnamed(column + 1);
  const values = sampleValues(sample, column);
  const certainty = certaintyOf(mapping, suggested, column);
  const { tone, icon } = looks[certainty];
  return (
    <tr className="border-b border-line align-middle last:border-0 max-sm:grid max-sm:gap-2 max-sm:p-4">
      <th scope="row" className="px-4 py-2.5 text-left max-sm:p-0">
        <span className="block truncate">{header}</span>
      </th>
      <td className="px-4 py-2.5 text-ink-soft max-sm:p-0">
        <span className="block truncate" title={values.join("\n")}>
          {values.length > 0 ? values.join(" · ") : <span className="text-ink-faint">{texts.noValue}</span>}
        </span>
      </td>
      <td className="px-4 py-2.5 max-sm:p-0">
        <Select
          aria-label={texts.targetFor(header)}
          value={fieldOfColumn(mapping, column) ?? ""}
          onChange={(event) => {
            const field = importFields.find((known) => known === event.target.value) ?? null;
            onMapping(setColumnField(mapping, column, field));
          }}
        >
          <option value="">{texts.ignore}</option>
          {importFields.map((field) => (
            <option key={field} value={field}>
              {fields[field]}
            </option>
          ))}
        </Select>
      </td>
      <td className="px-4 py-2.5 max-sm:p-0">
        <Chip tone={tone} icon={icon}>
          {texts[certainty]}
        </Chip>
      </td>
    </tr>
  );
}
