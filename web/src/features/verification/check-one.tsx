import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { VerificationRow } from "#contracts/api/verification-lists.ts";
import { verifyEmailAnswerSchema, verifyPhoneAnswerSchema } from "#contracts/api/verify.ts";
import { phoneRowStatus } from "#core/verification/list-verdict.ts";
import type { ListKind, RowStatus } from "#core/verification/list-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { type Api, UnexpectedAnswerError } from "../../api.ts";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";
import { ExplainVerdict } from "./explain-verdict.tsx";
import { RegionSelect } from "./region-select.tsx";
import { regionOfLanguage } from "./regions.ts";

interface Question {
  kind: ListKind;
  value: string;
  region: string;
}

interface Answer {
  value: string;
  status: RowStatus;
  verdict: NonNullable<VerificationRow["verdict"]>;
}

async function ask(api: Api, { kind, value, region }: Question): Promise<Answer> {
  if (kind === "email") {
    const verdict = await api.call(verifyEmailAnswerSchema, "/verify/email", {
      method: "POST",
      body: { email: value },
    });
    if ("results" in verdict) throw new UnexpectedAnswerError("a list for one address");
    return { value, status: verdict.status, verdict };
  }
  const body = { phone: value, ...(region === "" ? {} : { region }) };
  const verdict = await api.call(verifyPhoneAnswerSchema, "/verify/phone", { method: "POST", body });
  if ("results" in verdict) throw new UnexpectedAnswerError("a list for one number");
  const score_lines = verdict.score_lines.map(({ points, why }) => ({ points, code: why }));
  return { value, status: phoneRowStatus(verdict), verdict: { ...verdict, score_lines } };
}

/** One address or number, checked at once and explained. */
export function CheckOne() {
  const messages = useMessages();
  const texts = messages.verification;
  const api = useApi();
  const [kind, setKind] = useState<ListKind>("email");
  const [value, setValue] = useState("");
  const [region, setRegion] = useState(() => regionOfLanguage(navigator.language));
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const check = useMutation({ mutationFn: (question: Question) => ask(api, question) });

  function start(wanted: string) {
    const bare = wanted.trim();
    setMissing(bare === "");
    if (bare === "") field.current?.focus();
    else check.mutate({ kind, value: bare, region });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    start(value);
  }

  return (
    <Card className="grid content-start gap-4 p-5" aria-labelledby="check-one">
      <h2 id="check-one" className="text-lg">
        {texts.one.title}
      </h2>
      <Segmented
        label={texts.kinds.label}
        value={kind}
        onChange={(next) => {
          setKind(next);
          setValue("");
          setMissing(false);
          check.reset();
        }}
        options={[
          { value: "email", label: texts.kinds.email },
          { value: "phone", label: texts.kinds.phone },
        ]}
      />
      <form noValidate onSubmit={submit} className="grid gap-4">
        <Field label={texts.one[kind]} error={missing ? texts.one.needed[kind] : undefined}>
          {(control) => (
            <Input
              {...control}
              ref={field}
              // An address is judged as it was typed: the browser must not mend it.
              type="text"
              inputMode={kind === "email" ? "email" : "tel"}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={kind === "email" ? 1_000 : 200}
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          )}
        </Field>
        {kind === "phone" ? <RegionSelect label={texts.one.region} value={region} onChange={setRegion} /> : null}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" variant="primary" busy={check.isPending}>
            {texts.one.check}
          </Button>
          <p className="text-xs text-ink-faint">{texts.one.noStorage}</p>
        </div>
      </form>
      {check.isError ? (
        <Notice tone="bad" announce>
          {errorText(messages.errors, check.error)}
        </Notice>
      ) : null}
      {check.data ? (
        <section
          aria-label={texts.one.resultOf(check.data.value)}
          aria-live="polite"
          className="grid gap-3 border-t border-line pt-4"
        >
          <p className="font-semibold break-all">{check.data.value}</p>
          <ExplainVerdict
            status={check.data.status}
            verdict={check.data.verdict}
            onSuggestion={(address) => {
              setValue(address);
              start(address);
            }}
          />
        </section>
      ) : null}
    </Card>
  );
}
