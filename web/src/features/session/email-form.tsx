import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { sendErrorName } from "#core/session/sign-in-error.ts";
import { Button } from "#ui/button.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { useApp } from "../../app-context.tsx";
import { useMessages } from "../../language.tsx";

interface EmailFormProps {
  initialEmail: string;
  onSent: (email: string) => void;
}

export function EmailForm({ initialEmail, onSent }: EmailFormProps) {
  const { session: texts } = useMessages();
  const { session } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: (email: string) => session.sendCode(email),
    onSuccess: (_, email) => onSent(email),
    onError: () => input.current?.focus(),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = (input.current?.value ?? "").trim();
    const plausible = /^\S+@\S+$/.test(email);
    setMissing(!plausible);
    if (plausible) send.mutate(email);
    else input.current?.focus();
  }

  const error = missing ? texts.emailMissing : send.error ? texts.errors[sendErrorName(send.error)] : undefined;
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <Field label={texts.emailLabel} hint={texts.emailStep} error={error}>
        {(control) => (
          <Input
            {...control}
            ref={input}
            type="email"
            name="email"
            autoComplete="email"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            defaultValue={initialEmail}
            placeholder={texts.emailPlaceholder}
            className="min-h-10 text-base"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={send.isPending}>
        {texts.sendCode}
      </Button>
    </form>
  );
}
