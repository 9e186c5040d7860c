import { Settings, X } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import type { WorkerStatus } from "#contracts/extension-messages.ts";
import { locales } from "#core/i18n/formats.ts";
import { Button } from "#ui/button.tsx";
import { Logo } from "#ui/logo.tsx";
import { Notice } from "#ui/notice.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { CaptureView } from "./capture-view.tsx";
import { ConsentView } from "./consent-view.tsx";
import { useLanguage } from "./language.tsx";
import { OutboxView } from "./outbox-view.tsx";
import { SignInView } from "./sign-in-view.tsx";
import { useAsked } from "./use-asked.ts";

/** Not on the first screen: loaded when they are opened. */
const ResultsView = lazy(() => import("./results-view.tsx").then((module) => ({ default: module.ResultsView })));
const SettingsView = lazy(() => import("./settings-view.tsx").then((module) => ({ default: module.SettingsView })));

const askStatus = () => askWorker("status", {});
const askAccount = () => askWorker("account", {});

export function App() {
  const { messages } = useLanguage();
  const { value: status, refresh } = useAsked(askStatus, 15_000);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-2xl min-w-0 flex-col [&>main]:grow">
      {status === null ? <p className="p-4 text-ink-faint">{messages.common.loading}</p> : null}
      {status?.ok === false ? (
        <main className="p-4">
          <Notice tone="bad" announce>
            {messages.panel.problems[status.reason]}
          </Notice>
        </main>
      ) : null}
      {status?.ok ? <Screens status={status.value} refresh={refresh} /> : null}
    </div>
  );
}

function Screens({ status, refresh }: { status: WorkerStatus; refresh: () => Promise<void> }) {
  if (status.user !== null && status.consent !== null) {
    return <Views key={status.user.id} owner={status.user.id} status={status} refresh={refresh} />;
  }
  return (
    <>
      {status.user === null ? <SignInView status={status} onDone={refresh} /> : <ConsentView onDone={refresh} />}
      <LanguageChoice />
    </>
  );
}

/** For those who have no settings yet. */
function LanguageChoice() {
  const { locale, setLocale, messages } = useLanguage();
  return (
    <footer className="border-t border-line px-4 py-3">
      <Segmented
        label={messages.common.language.label}
        value={locale}
        onChange={setLocale}
        options={locales.map((value) => ({ value, label: messages.common.language[value] }))}
      />
    </footer>
  );
}

const views = ["capture", "outbox", "results"] as const;
type View = (typeof views)[number];

interface ViewsProps {
  owner: string;
  status: WorkerStatus;
  refresh: () => Promise<void>;
}

function Views({ owner, status, refresh }: ViewsProps) {
  const { panel, common, account: words } = useLanguage().messages;
  const [view, setView] = useState<View>("capture");
  const [settings, setSettings] = useState(false);
  const { value: account, refresh: refreshAccount } = useAsked(askAccount, 20_000);
  const summary = account?.ok ? account.value : null;
  const refreshAll = useCallback(async () => {
    await Promise.all([refresh(), refreshAccount()]);
  }, [refresh, refreshAccount]);
  return (
    <>
      <header className="sticky top-0 z-10 grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-line bg-surface px-4 py-2.5">
        <div className="flex items-center gap-2">
          <Logo className="size-5 shrink-0" />
          <h1 className="font-semibold">{settings ? words.settings.title : common.product}</h1>
          <span className="ms-auto truncate text-xs text-ink-soft">
            {summary === null ? "" : common.creditsLeft(summary.available_milli)}
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label={settings ? words.settings.close : words.settings.open}
            aria-expanded={settings}
            onClick={() => setSettings(!settings)}
          >
            {settings ? <X aria-hidden /> : <Settings aria-hidden />}
          </Button>
        </div>
        {settings ? null : (
          <Segmented
            label={panel.views.label}
            value={view}
            onChange={setView}
            options={views.map((value) => ({ value, label: panel.views[value] }))}
          />
        )}
      </header>
      <main className="min-w-0 px-4 py-4">
        <Suspense fallback={<p className="text-ink-faint">{common.loading}</p>}>
          {settings ? <SettingsView owner={owner} status={status} account={summary} refresh={refreshAll} /> : null}
          {settings || view !== "capture" ? null : (
            <CaptureView owner={owner} status={status} prices={summary} onTaken={refreshAccount} />
          )}
          {settings || view !== "outbox" ? null : <OutboxView owner={owner} />}
          {settings || view !== "results" ? null : <ResultsView dashboard={status.dashboard} />}
        </Suspense>
      </main>
      {status.sandbox ? (
        <footer className="border-t border-line px-4 py-2 text-xs text-ink-soft">{common.sandbox.banner}</footer>
      ) : null}
    </>
  );
}
