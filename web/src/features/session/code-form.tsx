import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { codeDigits, codeErrorName, sendErrorName } from "#core/session/sign-in-error.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { LiveText } from "#ui/live-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { useApp } from "../../app-context.tsx";
import { useMessages } from "../../language.tsx";

/** Seconds until another code may be asked for. */
const resendWait = 30;

interface CodeFormProps {
  email: string;
  sentAt: number;
  onResent: () => void;
  onOtherEmail: () => void;
  onDone: () => void;
}

export function CodeForm({ email, sentAt, onResent, onOtherEmail, onDone }: CodeFormProps) {
  const { session: texts } = useMessages();
  const { session, config } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const [incomplete, setIncomplete] = useState(false);
  const wait = useCountdown(sentAt + resendWait * 1_000);

  const verify = useMutation({
    mutationFn: (digits: string) => session.verifyCode(email, digits),
    onSuccess: onDone,
    onError: () => {
      input.current?.focus();
      input.current?.select();
    },
  });
  const resend = useMutation({
    mutationFn: () => session.sendCode(email),
    onSuccess: () => {
      verify.reset();
      setCode("");
      onResent();
      input.current?.focus();
    },
  });

  function enter(text: string) {
    const digits = codeDigits(text);
    setCode(digits);
    setIncomplete(false);
    if (digits.length === 6 && digits !== code && !verify.isPending) verify.mutate(digits);
    else if (verify.isError) verify.reset();
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIncomplete(code.length < 6);
    if (code.length === 6) verify.mutate(code);
    else input.current?.focus();
  }

  const error = incomplete
    ? texts.codeMissing
    : verify.error
      ? texts.errors[codeErrorName(verify.error, sentAt, Date.now())]
      : resend.error
        ? texts.errors[sendErrorName(resend.error)]
        : undefined;

  return (
    <div className="grid gap-6">
      <form noValidate onSubmit={submit} className="grid gap-4">
        <Field label={texts.codeLabel} error={error}>
          {(control) => (
            <Input
              {...control}
              ref={input}
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              value={code}
              onChange={(event) => enter(event.target.value)}
              onPaste={(event) => {
                event.preventDefault();
                enter(event.clipboardData.getData("text"));
              }}
              placeholder="••••••"
              className="min-h-12 px-4 font-mono text-xl tracking-[0.5em]"
            />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={verify.isPending}>
          {texts.verify}
        </Button>
      </form>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        {wait > 0 ? (
          <p className="text-ink-faint">{texts.resendIn(wait)}</p>
        ) : (
          <Button variant="link" size="inline" busy={resend.isPending} onClick={() => resend.mutate()}>
            {texts.resend}
          </Button>
        )}
        <Button variant="link" size="inline" onClick={onOtherEmail}>
          {texts.otherEmail}
        </Button>
      </div>
      <LiveText text={resend.isSuccess ? texts.resent : ""} />
      {config.sandbox ? (
        <Notice tone="info">
          {texts.mailboxHint}{" "}
          <a href="/mailbox" target="_blank" rel="noreferrer" className="font-semibold underline underline-offset-4">
            {texts.mailboxLink}
          </a>
        </Notice>
      ) : null}
    </div>
  );
}

/** Whole seconds until `until`, 0 when it has passed. */
function useCountdown(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((until - now) / 1_000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setNow(Date.now()), 500);
    return () => clearTimeout(timer);
  });
  return left;
}
