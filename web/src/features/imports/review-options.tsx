import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { AtSign, Phone, Play } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import type { ImportSummary } from "#contracts/api/imports.ts";
import { jobAnswerSchema } from "#contracts/api/jobs.ts";
import type { Meta } from "#contracts/api/meta.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { Select } from "#ui/select.tsx";
import { ApiError } from "../../api.ts";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";
import { budgetText, parseBudget } from "./budget.ts";
import { type ChosenOptions, estimateChosen, openOptions, optionsInput } from "./chosen-options.ts";
import { DiscardImport } from "./discard-import.tsx";
import { EstimateTable } from "./estimate-table.tsx";
import { SourceOrder } from "./source-order.tsx";

const thresholds = [70, 80, 85, 90, 95];
const verifyLevels = [0, 1, 2, 3] as const;

/** What to look for, what it may cost, and the start. */
export function ReviewOptions({ summary, meta }: { summary: ImportSummary; meta: Meta }) {
  const messages = useMessages();
  const { review } = messages.imports;
  const api = useApi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { job, contacts } = summary;
  const [chosen, setChosen] = useState(() => openOptions(job, meta, budgetText(job.options.max_cost_micros)));
  const change = (part: Partial<ChosenOptions>) => setChosen((before) => ({ ...before, ...part }));
  const input = optionsInput(chosen);
  const estimate = estimateChosen(contacts, chosen, meta);
  // One key for the whole visit: a start that was sent twice starts once.
  const startKey = useRef(crypto.randomUUID());

  const start = useMutation({
    mutationFn: () =>
      api.call(jobAnswerSchema, `/imports/${job.id}/start`, {
        method: "POST",
        body: { options: input ?? {} },
        headers: { "idempotency-key": startKey.current },
      }),
    onSuccess: async (answer) => {
      queryClient.setQueryData(["job", job.id], answer);
      void queryClient.invalidateQueries({ queryKey: ["jobs"] });
      void queryClient.invalidateQueries({ queryKey: ["me"] });
      await navigate({ to: "/jobs/$jobId", params: { jobId: job.id }, replace: true });
      queryClient.removeQueries({ queryKey: ["import", job.id] });
      toast.success(review.started);
    },
    onError: (error) => {
      // A refusal is final; without an answer the job may have started, and the same key must find that out.
      if (!(error instanceof ApiError) || error.status >= 500) return;
      startKey.current = crypto.randomUUID();
      void queryClient.invalidateQueries({ queryKey: ["import", job.id] });
    },
  });

  return (
    <Card className="grid gap-6 p-5">
      <section className="grid gap-5">
        <h2 className="text-base">{review.options}</h2>
        <div className="grid gap-1.5">
          <span className="font-semibold">{review.want.label}</span>
          <Segmented
            label={review.want.label}
            value={chosen.want}
            onChange={(want) => change({ want })}
            options={[
              { value: "email", label: review.want.email, icon: <AtSign aria-hidden /> },
              { value: "phone", label: review.want.phone, icon: <Phone aria-hidden /> },
              { value: "both", label: review.want.both },
            ]}
          />
        </div>
        <div className="grid gap-1.5">
          <span className="font-semibold">{review.mode.label}</span>
          <Segmented
            label={review.mode.label}
            value={chosen.mode}
            onChange={(mode) => change({ mode })}
            options={[
              { value: "fixed", label: review.mode.fixed },
              { value: "auto", label: review.mode.auto },
              { value: "shadow", label: review.mode.shadow },
            ]}
          />
          <p className="text-xs text-pretty text-ink-faint" aria-live="polite">
            {review.modeHints[chosen.mode]}
          </p>
        </div>
        <SourceOrder
          sources={chosen.sources}
          pinned={chosen.mode !== "auto"}
          onChange={(sources) => change({ sources })}
        />
        <Field label={review.threshold} hint={review.thresholdHint}>
          {(control) => (
            <Select
              {...control}
              value={chosen.threshold}
              onChange={(event) => change({ threshold: Number(event.target.value) })}
            >
              {[...new Set([...thresholds, chosen.threshold])]
                .sort((a, b) => a - b)
                .map((value) => (
                  <option key={value} value={value}>
                    {review.thresholdOption(value)}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        <Field label={review.verify}>
          {(control) => (
            <Select
              {...control}
              value={chosen.verify}
              onChange={(event) =>
                change({ verify: verifyLevels.find((level) => level === Number(event.target.value)) ?? 3 })
              }
            >
              {verifyLevels.map((level) => (
                <option key={level} value={level}>
                  {review.verifyOptions[`v${level}`]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label={review.budget}
          hint={review.budgetHint}
          error={parseBudget(chosen.budget) === "bad" ? review.budgetBad : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={chosen.budget}
              placeholder={review.budgetPlaceholder}
              onChange={(event) => change({ budget: event.target.value })}
            />
          )}
        </Field>
      </section>

      <section className="grid gap-4 border-t border-line pt-5">
        <h2 className="text-base">{review.estimate}</h2>
        <EstimateTable estimate={estimate} />
        {start.error ? (
          <Notice tone="bad" announce>
            {errorText(messages.errors, start.error)}
          </Notice>
        ) : null}
        <Button
          variant="primary"
          size="lg"
          busy={start.isPending}
          disabled={contacts === 0 || input === null || estimate === null}
          onClick={() => start.mutate()}
        >
          <Play aria-hidden />
          {contacts === 0 ? review.startShort : review.start(contacts)}
        </Button>
        <DiscardImport jobId={job.id} />
      </section>
    </Card>
  );
}
