import { type FormEvent, useState } from "react";
import { Button } from "#ui/button.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { useMessages } from "../../language.tsx";

interface CreateKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  busy: boolean;
  error: string | undefined;
  onCreate: (name: string) => void;
}

export function CreateKeyDialog({ open, onOpenChange, busy, error, onCreate }: CreateKeyDialogProps) {
  const messages = useMessages();
  const { keys: texts } = messages.account;
  const [missing, setMissing] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    setMissing(name === "" || name.length > 100);
    if (name !== "" && name.length <= 100) onCreate(name);
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={texts.create} closeLabel={messages.common.close}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <Field label={texts.name} hint={texts.nameHint} error={missing ? texts.nameMissing : error}>
          {(control) => (
            <Input {...control} name="name" maxLength={100} placeholder={texts.namePlaceholder} autoComplete="off" />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{messages.common.cancel}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {texts.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
