import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { AtSign, Phone, Play } from "lucide-react";
import { useRef } from "react";
import { toast } from "sonner";
import type { ImportSummary } from "#contracts/api/imports.ts";
import { jobAnswerSchema } from "#contracts/api/jobs.ts";
import type { Meta } from "#contracts/api/meta.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Field } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { Select } from "#ui/select.tsx";
import { ApiError } from "../../api.ts";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";
import { type ChosenOptions, estimateChosen, optionsInput, peopleAsked, smallestBudget } from "./chosen-options.ts";
import { DiscardImport } from "./discard-import.tsx";
import { EstimateTable } from "./estimate-table.tsx";
import { SourceOrder } from "./source-order.tsx";
import { SpendingLimits } from "./spending-limits.tsx";

const thresholds = [70, 80, 85, 90, 95];
const verifyLevels = [0, 1, 2, 3] as const;

interface ReviewOptionsProps {
  summary: ImportSummary;
  meta: Meta;
  chosen: ChosenOptions;
  onChange: (chosen: ChosenOptions) => void;
}

/** What to look for, what it may cost, and the start. */
export function ReviewOptions({ summary, meta, chosen, onChange }: ReviewOptionsProps) {
  const messages = useMessages();
  const { review } = messages.imports;
  const api = useApi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { job } = summary;
  const change = (part: Partial<ChosenOptions>) => onChange({ ...chosen, ...part });
  const input = optionsInput(chosen);
  const estimate = estimateChosen(summary, chosen, meta);
  const people = peopleAsked(summary, chosen.want);
  const again = people - summary.contacts;
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
          <p className="text-xs text-pretty text-ink-faint empty:hidden" aria-live="polite">
            {again > 0 ? review.askedAgain[chosen.want](again) : ""}
          </p>
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
        <SpendingLimits
          budgets={chosen.budgets}
          smallest={smallestBudget(chosen, meta)}
          onChange={(budgets) => change({ budgets })}
        />
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
          disabled={people === 0 || input === null || estimate === null}
          onClick={() => start.mutate()}
        >
          <Play aria-hidden />
          {people === 0 ? review.startShort : review.start(people)}
        </Button>
        <DiscardImport jobId={job.id} />
      </section>
    </Card>
  );
}
