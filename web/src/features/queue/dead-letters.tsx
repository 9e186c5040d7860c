import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useId, useState } from "react";
import { toast } from "sonner";
import { type DeadLetter, type Queue, redrivenSchema } from "#contracts/api/queue.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { useMe } from "../../shell/use-me.ts";
import { useProviderLabel } from "../../shell/use-provider-label.ts";
import { stillThere } from "./queue-view.ts";

/** Contacts that nothing could be done with, to be sent again by one or all together. */
export function DeadLetters({ letters }: { letters: Queue["dead_letters"] }) {
  const messages = useMessages();
  const texts = messages.queue.deadLetters;
  const api = useApi();
  const queryClient = useQueryClient();
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const { items, count } = letters;
  const chosen = stillThere(picked, items);
  const redrive = useMutation({
    mutationFn: (ids: number[]) => api.call(redrivenSchema, "/queue/redrive", { method: "POST", body: { ids } }),
    onSuccess: ({ redriven, skipped }) => {
      toast(texts.done(redriven, skipped));
      setPicked(new Set());
      return queryClient.invalidateQueries({ queryKey: ["queue"] });
    },
    onError: (error) => toast.error(errorText(messages.errors, error)),
  });
  const toggle = (id: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setPicked(next);
  };
  return (
    <section className="grid gap-3" aria-labelledby="queue-given-up">
      <div className="grid gap-0.5">
        <h2 id="queue-given-up" className="text-base">
          {texts.title}
        </h2>
        <p className="text-xs text-ink-faint">{texts.intro}</p>
      </div>
      <Card className="overflow-hidden">
        {items.length === 0 ? (
          <p className="px-4 py-3.5 text-ink-faint">{texts.none}</p>
        ) : (
          <>
            <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line bg-sunken px-4 py-2">
              <SelectAll
                state={chosen.size === 0 ? false : chosen.size === items.length ? true : "indeterminate"}
                text={chosen.size === 0 ? texts.selectAll : texts.selected(chosen.size)}
                onChange={(on) => setPicked(new Set(on ? items.map(({ id }) => id) : []))}
              />
              <Button
                variant="primary"
                size="sm"
                busy={redrive.isPending}
                disabled={chosen.size === 0}
                onClick={() => redrive.mutate([...chosen])}
              >
                <RotateCcw aria-hidden />
                {chosen.size === 0 ? texts.redrive : texts.redriveSome(chosen.size)}
              </Button>
            </div>
            <ul className="grid divide-y divide-line">
              {items.map((letter) => (
                <Letter key={letter.id} letter={letter} on={chosen.has(letter.id)} onChange={toggle} />
              ))}
            </ul>
            {count > items.length ? (
              <p className="border-t border-line px-4 py-2 text-xs text-ink-faint">{texts.more(items.length, count)}</p>
            ) : null}
          </>
        )}
      </Card>
    </section>
  );
}

function SelectAll(props: { state: boolean | "indeterminate"; text: string; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div className="flex items-center gap-3">
      <Checkbox id={id} checked={props.state} onCheckedChange={(on) => props.onChange(on === true)} />
      <label htmlFor={id} className="text-sm text-ink-soft">
        {props.text}
      </label>
    </div>
  );
}

interface LetterProps {
  letter: DeadLetter;
  on: boolean;
  onChange: (id: number, on: boolean) => void;
}

function Letter({ letter, on, onChange }: LetterProps) {
  const { queue } = useMessages();
  const texts = queue.deadLetters;
  const formats = useFormats();
  const label = useProviderLabel();
  const me = useMe();
  const id = useId();
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={on}
        onCheckedChange={(state) => onChange(letter.id, state === true)}
      />
      <div className="grid min-w-0 grow gap-0.5">
        <label htmlFor={id} className="flex flex-wrap items-baseline gap-x-2">
          <span className="sr-only">{texts.select(letter.id)}:</span>
          <span className="font-semibold">{label(letter.provider)}</span>
          <span className="text-ink-faint">{queue.channels[letter.channel]}</span>
          <span className="text-xs text-ink-faint">
            {texts.tries(letter.tries)} · {formats.dateTime(letter.created_at)}
          </span>
        </label>
        <p className="break-words text-ink-soft">{letter.reason ?? texts.reasonHidden}</p>
      </div>
      {/* Contacts of other workspaces are not the operator's to open. */}
      {letter.workspace_id === me.data?.workspace.id ? (
        <Link
          to="/jobs/$jobId"
          params={{ jobId: letter.job_id }}
          search={{ contact: letter.contact_id }}
          className="shrink-0 py-0.5 text-xs text-accent underline-offset-4 hover:underline"
        >
          {texts.open}
        </Link>
      ) : null}
    </li>
  );
}
