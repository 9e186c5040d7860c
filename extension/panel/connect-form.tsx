import { useState } from "react";
import { readConnectCode } from "#core/session/connect-code.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";

interface ConnectFormProps {
  onDone: () => Promise<void>;
}

/** Signs in by a one-time code of the dashboard. The extension gets a session of its own. */
export function ConnectForm({ onDone }: ConnectFormProps) {
  const { signIn: texts } = useLanguage().messages.account;
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function connect() {
    if (readConnectCode(code) === null) return setError(texts.connectMissing);
    setBusy(true);
    setError(null);
    const answer = await askWorker("connect", { code });
    setBusy(false);
    if (answer.ok) return onDone();
    const { status, reason } = answer;
    if (reason === "unreachable") setError(texts.errors.unreachable);
    else if (status === 429) setError(texts.errors.tooMany);
    else setError(status === 401 || status === 403 ? texts.errors.code : texts.errors.other);
  }

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <Field label={texts.connectLabel} hint={texts.connectHint} error={error ?? undefined}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            autoFocus
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            className="font-mono text-lg tracking-[0.2em] uppercase"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        {texts.connect}
      </Button>
    </form>
  );
}
