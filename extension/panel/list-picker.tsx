import { ListPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { List, ListAdded } from "#contracts/api/lists.ts";
import type { WorkerAnswer } from "#contracts/extension-messages.ts";
import { Button } from "#ui/button.tsx";
import { cn } from "#ui/cn.ts";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { Select } from "#ui/select.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";

interface ListPickerProps {
  /** Says what is added, for screen readers; the visible word is short. */
  label?: string;
  add: (list: string) => Promise<WorkerAnswer<ListAdded>>;
}

const fresh = "";

/** "Add to a list": picks one or names a new one, and says what came of it. */
export function ListPicker({ label, add }: ListPickerProps) {
  const { messages } = useLanguage();
  const texts = messages.account.lists;
  const [lists, setLists] = useState<List[] | null>(null);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(fresh);
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [said, setSaid] = useState("");

  async function show() {
    setSaid("");
    setError(null);
    const answer = await askWorker("lists", {});
    if (!answer.ok) return setSaid(texts.failed);
    setLists(answer.value.lists);
    setChosen(answer.value.lists.toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0]?.id ?? fresh);
    setOpen(true);
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (chosen === fresh && name.trim() === "") return setError(texts.nameMissing);
    setBusy(true);
    const made = chosen === fresh ? await askWorker("list_create", { name: name.trim() }) : null;
    const list = made === null ? chosen : made.ok ? made.value.list.id : null;
    const answer = list === null ? null : await add(list);
    setBusy(false);
    if (answer?.ok) {
      setOpen(false);
      setName("");
      setSaid(texts.done(answer.value.list.name, answer.value.added, answer.value.known));
    } else setError(answer?.reason === "nothing_to_take" ? texts.nobody : texts.failed);
  }

  return (
    <div className={cn("grid gap-2", open && "basis-full")}>
      {open && lists !== null ? (
        <form noValidate className="grid gap-3 rounded-md bg-sunken p-3" onSubmit={(event) => void save(event)}>
          {lists.length === 0 ? null : (
            <Field label={texts.list}>
              {(control) => (
                <Select {...control} autoFocus value={chosen} onChange={(event) => setChosen(event.target.value)}>
                  {lists.map((list) => (
                    <option key={list.id} value={list.id}>
                      {texts.option(list.name, list.contact_count)}
                    </option>
                  ))}
                  <option value={fresh}>{texts.fresh}</option>
                </Select>
              )}
            </Field>
          )}
          {chosen === fresh ? (
            <Field label={texts.name} error={error ?? undefined}>
              {(control) => (
                <Input
                  {...control}
                  autoFocus={lists.length === 0}
                  maxLength={100}
                  value={name}
                  onChange={(event) => {
                    setName(event.target.value);
                    setError(null);
                  }}
                />
              )}
            </Field>
          ) : (
            <p role="alert" className="text-sm text-on-bad-soft empty:hidden">
              {error ?? ""}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" busy={busy}>
              {texts.save}
            </Button>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              {texts.cancel}
            </Button>
          </div>
        </form>
      ) : (
        <Button className="w-fit" aria-label={label} onClick={() => void show()}>
          <ListPlus aria-hidden />
          {texts.add}
        </Button>
      )}
      <p role="status" className="text-sm text-ink-soft empty:hidden">
        {said}
      </p>
    </div>
  );
}
