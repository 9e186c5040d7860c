import { type FormEvent, type ReactNode, useState } from "react";
import type { AccountSummary, WorkerStatus } from "#contracts/extension-messages.ts";
import { version } from "#contracts/version.ts";
import { dailyCap } from "#core/capture/run/daily-cap.ts";
import { locales } from "#core/i18n/formats.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { Select } from "#ui/select.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { EraseData } from "./erase-data.tsx";
import { useLanguage } from "./language.tsx";
import { useTheme } from "./theme.ts";
import { useAsked } from "./use-asked.ts";

interface SettingsViewProps {
  owner: string;
  status: WorkerStatus;
  account: AccountSummary | null;
  refresh: () => Promise<void>;
}

/** Who is signed in, what is looked for, how much a day, how it looks, and the ways out. */
export function SettingsView({ owner, status, account, refresh }: SettingsViewProps) {
  const { messages, locale, setLocale, formats } = useLanguage();
  const { settings: texts } = messages.account;
  const { panel, common, session } = messages;
  const [theme, setTheme] = useTheme();
  const choose = async (change: { want?: WorkerStatus["want"]; workspace?: string | null }) => {
    await askWorker("choose", change);
    await refresh();
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Group title={texts.account}>
        <p className="font-semibold break-words">{status.user?.email}</p>
        {account === null ? null : (
          <>
            {account.workspaces.length > 1 ? (
              <Field label={texts.workspace} hint={texts.workspaceNote}>
                {(control) => (
                  <Select
                    {...control}
                    value={account.workspace.id}
                    onChange={(event) => void choose({ workspace: event.target.value })}
                  >
                    {account.workspaces.map((workspace) => (
                      <option key={workspace.id} value={workspace.id}>
                        {workspace.name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            ) : (
              <Fact label={texts.workspace}>{account.workspace.name}</Fact>
            )}
            <Fact label={texts.credits}>{formats.credits(account.available_milli)}</Fact>
          </>
        )}
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <a href={status.dashboard} target="_blank" rel="noreferrer">
              {panel.openDashboard}
            </a>
          </Button>
          <Button
            onClick={() => {
              void askWorker("sign_out", {}).then(refresh);
            }}
          >
            {session.signOut}
          </Button>
        </div>
      </Group>
      <Group title={texts.looking}>
        <Choice label={texts.want} note={texts.wantNote}>
          <Segmented
            label={texts.want}
            value={status.want}
            onChange={(want) => void choose({ want })}
            options={[
              { value: "email", label: panel.page.want.email },
              { value: "phone", label: panel.page.want.phone },
              { value: "both", label: panel.page.want.both },
            ]}
          />
        </Choice>
        <DailyCap />
      </Group>
      <Group title={texts.appearance}>
        <Choice label={common.theme.label}>
          <Segmented
            label={common.theme.label}
            value={theme}
            onChange={setTheme}
            options={[
              { value: "system", label: common.theme.system },
              { value: "light", label: common.theme.light },
              { value: "dark", label: common.theme.dark },
            ]}
          />
        </Choice>
        <Choice label={common.language.label}>
          <Segmented
            label={common.language.label}
            value={locale}
            onChange={setLocale}
            options={locales.map((value) => ({ value, label: common.language[value] }))}
          />
        </Choice>
      </Group>
      <Group title={texts.data}>
        <p className="text-pretty text-ink-soft">{texts.dataNote}</p>
        <EraseData owner={owner} onDone={refresh} />
      </Group>
      <div className="grid gap-1 text-xs text-ink-faint">
        <p>{texts.privacy}</p>
        <p>{texts.version(version)}</p>
      </div>
    </div>
  );
}

const askLimits = () => askWorker("limits", {});

function DailyCap() {
  const { messages, formats } = useLanguage();
  const { settings: texts } = messages.account;
  const { value, refresh } = useAsked(askLimits, 15_000);
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  if (value?.ok !== true) return null;
  const { cap, used, left, resets_at } = value.value;

  async function set(event: FormEvent) {
    event.preventDefault();
    const people = Number(typed ?? cap);
    const fits = Number.isInteger(people) && people >= dailyCap.least && people <= dailyCap.most;
    if (!fits) return setError(texts.capWrong(dailyCap.least, dailyCap.most));
    const answer = await askWorker("set_daily_cap", { people });
    setError(answer.ok ? null : (messages.panel.problems[answer.reason] ?? ""));
    if (!answer.ok) return;
    setTyped(null);
    setDone(true);
    await refresh();
  }

  const note = [
    texts.capNote(used, left),
    ...(resets_at === null ? [] : [texts.capReset(formats.dateTime(new Date(resets_at).toISOString()))]),
  ].join(" ");
  return (
    <form noValidate onSubmit={(event) => void set(event)}>
      <Field label={texts.cap} hint={note} error={error ?? undefined}>
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              inputMode="numeric"
              className="w-28"
              value={typed ?? String(cap)}
              onChange={(event) => {
                setTyped(event.target.value);
                setDone(false);
              }}
            />
            <Button type="submit">{texts.capSave}</Button>
          </span>
        )}
      </Field>
      <p role="status" className="text-xs text-ink-soft">
        {done ? texts.capSaved : ""}
      </p>
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <h2 className="border-b border-line px-4 py-2.5 font-semibold">{title}</h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">{children}</div>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="flex flex-wrap justify-between gap-x-4">
      <span className="text-ink-soft">{label}</span>
      <span className="min-w-0 font-semibold break-words">{children}</span>
    </p>
  );
}

function Choice({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <p className="font-semibold">{label}</p>
      {children}
      {note === undefined ? null : <p className="text-xs text-ink-faint">{note}</p>}
    </div>
  );
}
