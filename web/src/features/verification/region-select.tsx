import { useMemo } from "react";
import { Field } from "#ui/field.tsx";
import { Select } from "#ui/select.tsx";
import { useLanguage } from "../../language.tsx";
import { regionsIn } from "./regions.ts";

interface RegionSelectProps {
  label: string;
  /** Country code; "" for none. */
  value: string;
  onChange: (region: string) => void;
}

export function RegionSelect({ label, value, onChange }: RegionSelectProps) {
  const { locale, messages } = useLanguage();
  const regions = useMemo(() => regionsIn(locale), [locale]);
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{messages.verification.one.noRegion}</option>
          {regions.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
