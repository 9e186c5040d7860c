import { type FormEvent, useState } from "react";
import type { WorkerStatus } from "#contracts/extension-messages.ts";
import { codeDigits, codeErrorName, sendErrorName } from "#core/session/sign-in-error.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { Logo } from "#ui/logo.tsx";
import { Notice } from "#ui/notice.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";

interface SignInViewProps {
  status: WorkerStatus;
  onDone: () => Promise<void>;
}

/** Sign in by a code that comes by mail; the worker keeps the session. */
export function SignInView({ status, onDone }: SignInViewProps) {
  const { session: texts, panel } = useLanguage().messages;
  const [email, setEmail] = useState("");
  const [sentAt, setSentAt] = useState<number | null>(null);
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function send() {
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) return setError(texts.emailMissing);
    setBusy(true);
    const answer = await askWorker("send_code", { email: email.trim() });
    setBusy(false);
    if (answer.ok) {
      setSentAt(Date.now());
      setError(null);
    } else setError(texts.errors[sendErrorName(answer)]);
  }

  async function verify() {
    if (code.length < 6) return setError(texts.codeMissing);
    setBusy(true);
    const answer = await askWorker("verify_code", { email: email.trim(), code });
    setBusy(false);
    if (answer.ok) await onDone();
    else setError(texts.errors[codeErrorName(answer, sentAt ?? 0, Date.now())]);
  }

  const submit = (work: () => Promise<void>) => (event: FormEvent) => {
    event.preventDefault();
    void work();
  };

  return (
    <main className="grid content-start gap-5 px-4 py-8">
      <Logo className="size-8" />
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">{sentAt === null ? texts.title : texts.codeTitle}</h1>
        <p className="text-ink-soft">{sentAt === null ? panel.signInIntro : texts.codeStep(email.trim())}</p>
      </div>
      {sentAt === null ? (
        <form noValidate className="grid gap-4" onSubmit={submit(send)}>
          <Field label={texts.emailLabel} error={error ?? undefined}>
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="email"
                placeholder={texts.emailPlaceholder}
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" size="lg" busy={busy}>
            {texts.sendCode}
          </Button>
        </form>
      ) : (
        <form noValidate className="grid gap-4" onSubmit={submit(verify)}>
          <Field label={texts.codeLabel} error={error ?? undefined}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="one-time-code"
                autoFocus
                value={code}
                onChange={(event) => setCode(codeDigits(event.target.value))}
                className="font-mono text-lg tracking-[0.4em]"
              />
            )}
          </Field>
          <Button type="submit" variant="primary" size="lg" busy={busy}>
            {texts.verify}
          </Button>
          <Button
            variant="link"
            size="inline"
            onClick={() => {
              setSentAt(null);
              setCode("");
              setError(null);
            }}
          >
            {texts.otherEmail}
          </Button>
        </form>
      )}
      {status.sandbox ? (
        <Notice tone="info">
          {texts.mailboxHint}{" "}
          <a
            className="font-semibold underline underline-offset-4"
            href={`${status.dashboard}/mailbox`}
            target="_blank"
            rel="noreferrer"
          >
            {texts.mailboxLink}
          </a>
        </Notice>
      ) : null}
    </main>
  );
}
