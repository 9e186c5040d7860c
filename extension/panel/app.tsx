import { useCallback, useState } from "react";
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
import { ResultsView } from "./results-view.tsx";
import { SignInView } from "./sign-in-view.tsx";
import { useAsked } from "./use-asked.ts";

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
      <Footer status={status?.ok ? status.value : null} refresh={refresh} />
    </div>
  );
}

function Screens({ status, refresh }: { status: WorkerStatus; refresh: () => Promise<void> }) {
  if (status.user === null) return <SignInView status={status} onDone={refresh} />;
  if (status.consent === null) return <ConsentView onDone={refresh} />;
  return <Views owner={status.user.id} status={status} />;
}

function Views({ owner, status }: { owner: string; status: WorkerStatus }) {
  const { panel, common } = useLanguage().messages;
  const [view, setView] = useState<"capture" | "outbox" | "results">("capture");
  const { value: account, refresh: refreshAccount } = useAsked(askAccount, 20_000);
  const prices = account?.ok ? account.value : null;
  return (
    <>
      <header className="grid grid-cols-[minmax(0,1fr)] gap-3 border-b border-line bg-surface px-4 py-3">
        <div className="flex items-center gap-2">
          <Logo className="size-5 shrink-0" />
          <h1 className="font-semibold">{common.product}</h1>
          <span className="ms-auto truncate text-xs text-ink-soft">
            {prices === null ? "" : common.creditsLeft(prices.available_milli)}
          </span>
        </div>
        <Segmented
          label={panel.views.label}
          value={view}
          onChange={setView}
          options={[
            { value: "capture", label: panel.views.capture },
            { value: "outbox", label: panel.views.outbox },
            { value: "results", label: panel.views.results },
          ]}
        />
      </header>
      <main className="min-w-0 px-4 py-4">
        {view === "capture" ? <CaptureView owner={owner} prices={prices} onTaken={refreshAccount} /> : null}
        {view === "outbox" ? <OutboxView owner={owner} /> : null}
        {view === "results" ? <ResultsView dashboard={status.dashboard} /> : null}
      </main>
    </>
  );
}

/** Who is signed in and the ways out, in one landmark; the language for everybody. */
function Footer({ status, refresh }: { status: WorkerStatus | null; refresh: () => Promise<void> }) {
  const { locale, setLocale, messages } = useLanguage();
  const { panel, session, common } = messages;
  const signOut = useCallback(async () => {
    await askWorker("sign_out", {});
    await refresh();
  }, [refresh]);
  return (
    <footer className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 border-t border-line px-4 py-3">
      {status === null || status.user === null ? null : (
        <div className="flex flex-wrap items-center justify-between gap-2 text-xs text-ink-soft">
          <span className="min-w-0 truncate">{status.user.email}</span>
          <span className="flex items-center gap-3">
            <a
              className="text-accent underline-offset-4 hover:underline"
              href={status.dashboard}
              target="_blank"
              rel="noreferrer"
            >
              {panel.openDashboard}
            </a>
            <Button variant="link" size="inline" className="text-xs" onClick={() => void signOut()}>
              {session.signOut}
            </Button>
          </span>
          {status.sandbox ? <span className="basis-full">{common.sandbox.banner}</span> : null}
        </div>
      )}
      <Segmented
        label={common.language.label}
        value={locale}
        onChange={setLocale}
        options={locales.map((value) => ({ value, label: common.language[value] }))}
      />
    </footer>
  );
}
