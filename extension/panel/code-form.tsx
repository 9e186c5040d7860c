import { useState } from "react";
import { codeDigits, codeErrorName, sendErrorName } from "#core/session/sign-in-error.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";

interface CodeFormProps {
  email: string;
  sentAt: number;
  onDone: () => Promise<void>;
  onOtherEmail: () => void;
}

export function CodeForm({ email, sentAt, onDone, onOtherEmail }: CodeFormProps) {
  const { session: texts } = useLanguage().messages;
  const [code, setCode] = useState("");
  const [sent, setSent] = useState({ at: sentAt, again: false });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function verify() {
    if (code.length < 6) return setError(texts.codeMissing);
    setBusy(true);
    const answer = await askWorker("verify_code", { email, code });
    setBusy(false);
    if (answer.ok) await onDone();
    else setError(texts.errors[codeErrorName(answer, sent.at, Date.now())]);
  }

  async function sendAgain() {
    const answer = await askWorker("send_code", { email });
    if (!answer.ok) return setError(texts.errors[sendErrorName(answer)]);
    setCode("");
    setError(null);
    setSent({ at: Date.now(), again: true });
  }

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void verify();
      }}
    >
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
      <div className="flex flex-wrap justify-between gap-x-4 gap-y-2">
        <Button variant="link" size="inline" onClick={() => void sendAgain()}>
          {texts.resend}
        </Button>
        <Button variant="link" size="inline" onClick={onOtherEmail}>
          {texts.otherEmail}
        </Button>
      </div>
      <p role="status" className="text-sm text-ink-soft">
        {sent.again ? texts.resent : ""}
      </p>
    </form>
  );
}
