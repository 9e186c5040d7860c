import { useState } from "react";
import { sendErrorName } from "#core/session/sign-in-error.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";

interface EmailFormProps {
  initial: string;
  onSent: (email: string) => void;
}

export function EmailForm({ initial, onSent }: EmailFormProps) {
  const { session: texts } = useLanguage().messages;
  const [email, setEmail] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function send() {
    const address = email.trim();
    if (!/^\S+@\S+\.\S+$/.test(address)) return setError(texts.emailMissing);
    setBusy(true);
    const answer = await askWorker("send_code", { email: address });
    setBusy(false);
    if (answer.ok) onSent(address);
    else setError(texts.errors[sendErrorName(answer)]);
  }

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field label={texts.emailLabel} error={error ?? undefined}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
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
  );
}
