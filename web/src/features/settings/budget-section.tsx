import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { type WorkspaceBudget, workspaceBudgetSchema } from "#contracts/api/budget.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { budgetMicros, budgetText } from "../imports/budget.ts";
import { budgetPath, budgetQuery } from "./budget-query.ts";
import { Row, Section } from "./settings-section.tsx";

/** What all jobs together may spend at sources in a day. Members below admin see it. */
export function BudgetSection({ mayChange }: { mayChange: boolean }) {
  const { budget: texts } = useMessages().account;
  const formats = useFormats();
  const api = useApi();
  const budget = useQuery(budgetQuery(api));
  return (
    <Section id="budget" title={texts.title} note={texts.note}>
      {budget.data ? (
        <>
          <Row label={texts.spent}>{formats.usd(budget.data.spent_today_micros)}</Row>
          {mayChange ? (
            <BudgetForm budget={budget.data} />
          ) : (
            <Row label={texts.limit}>
              {budget.data.max_daily_cost_micros === null ? texts.none : formats.usd(budget.data.max_daily_cost_micros)}
            </Row>
          )}
        </>
      ) : budget.isError ? (
        <LoadFailure error={budget.error} onRetry={() => void budget.refetch()} />
      ) : (
        <Row label={texts.spent}>…</Row>
      )}
    </Section>
  );
}

function BudgetForm({ budget }: { budget: WorkspaceBudget }) {
  const messages = useMessages();
  const { budget: texts } = messages.account;
  const api = useApi();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(budgetText(budget.max_daily_cost_micros));
  const [bad, setBad] = useState(false);
  const micros = budgetMicros("day", typed);
  const save = useMutation({
    mutationFn: (max_daily_cost_micros: number | null) =>
      api.call(workspaceBudgetSchema, budgetPath, { method: "PUT", body: { max_daily_cost_micros } }),
    onSuccess: (saved) => {
      queries.setQueryData(budgetQuery(api).queryKey, saved);
      // Jobs that waited for tomorrow may run again.
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      toast.success(saved.max_daily_cost_micros === null ? texts.lifted : texts.saved);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (micros === "bad") return setBad(true);
    save.mutate(micros);
  }
  return (
    <form noValidate className="grid grid-cols-[minmax(0,1fr)] gap-3 px-5 py-4" onSubmit={submit}>
      <Field
        label={texts.limit}
        hint={texts.hint}
        error={bad && micros === "bad" ? texts.bad : save.error ? errorText(messages.errors, save.error) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            className="max-w-60"
            inputMode="decimal"
            autoComplete="off"
            placeholder={texts.none}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setBad(false);
              save.reset();
            }}
          />
        )}
      </Field>
      <div>
        <Button type="submit" busy={save.isPending} disabled={micros === budget.max_daily_cost_micros}>
          {texts.save}
        </Button>
      </div>
    </form>
  );
}
