import { useQuery } from "@tanstack/react-query";
import { Disclosure } from "#ui/disclosure.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { Notice } from "#ui/notice.tsx";
import { useApi } from "../../app-context.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { budgetQuery } from "../settings/budget-query.ts";
import { type Budgets, budgetMicros, budgetNames } from "./budget.ts";

interface SpendingLimitsProps {
  /** As typed. */
  budgets: Budgets;
  /** Below it nobody is asked, in micro-dollars; null: nobody is asked anyway. */
  smallest: number | null;
  onChange: (budgets: Budgets) => void;
}

/** What the sources may cost: for the job, for each person, for each day. Closed as long as nothing is limited. */
export function SpendingLimits({ budgets, smallest, onChange }: SpendingLimitsProps) {
  const { review } = useMessages().imports;
  const { usd } = useFormats();
  const api = useApi();
  const workspace = useQuery(budgetQuery(api));
  const { budgets: texts } = review;
  const amounts = budgetNames.map((name) => budgetMicros(name, budgets[name]));
  const set = amounts.filter((amount) => amount !== null).length;
  const tooLow = smallest !== null && amounts.some((amount) => typeof amount === "number" && amount < smallest);
  return (
    <Disclosure summary={texts.title} aside={texts.set(set)} defaultOpen={set > 0}>
      <div className="grid gap-4 px-4 pt-1 pb-4">
        <p className="text-xs text-pretty text-ink-faint">{texts.intro}</p>
        {budgetNames.map((name) => (
          <Field
            key={name}
            label={texts[name]}
            hint={texts.hints[name]}
            error={budgetMicros(name, budgets[name]) === "bad" ? texts.bad : undefined}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={budgets[name]}
                placeholder={texts.placeholder}
                onChange={(event) => onChange({ ...budgets, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {tooLow ? <Notice tone="warn">{texts.tooLow(usd(smallest))}</Notice> : null}
        {workspace.data && workspace.data.max_daily_cost_micros !== null ? (
          <p className="text-xs text-pretty text-ink-faint">
            {texts.workspace(usd(workspace.data.max_daily_cost_micros), usd(workspace.data.spent_today_micros))}
          </p>
        ) : null}
      </div>
    </Disclosure>
  );
}
