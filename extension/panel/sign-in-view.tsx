import { useState } from "react";
import type { WorkerStatus } from "#contracts/extension-messages.ts";
import { Button } from "#ui/button.tsx";
import { Logo } from "#ui/logo.tsx";
import { Notice } from "#ui/notice.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { CodeForm } from "./code-form.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { EmailForm } from "./email-form.tsx";
import { GoogleMark } from "./google-mark.tsx";
import { useLanguage } from "./language.tsx";

interface SignInViewProps {
  status: WorkerStatus;
  onDone: () => Promise<void>;
}

type Step = { name: "start" } | { name: "code"; email: string; sentAt: number } | { name: "connect" };

/** The ways in: a code by mail, Google where the server has it, a code of the dashboard. The worker keeps the session. */
export function SignInView({ status, onDone }: SignInViewProps) {
  const { messages } = useLanguage();
  const { session: texts, account, panel } = messages;
  const [step, setStep] = useState<Step>({ name: "start" });
  const [email, setEmail] = useState("");
  const head = {
    start: [texts.title, panel.signInIntro],
    code: [texts.codeTitle, texts.codeStep(email)],
    connect: [account.signIn.connectTitle, account.signIn.connectStep],
  }[step.name];

  return (
    <main className="grid content-start gap-5 px-4 py-8">
      <Logo className="size-8" />
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">{head[0]}</h1>
        <p className="text-pretty break-words text-ink-soft">{head[1]}</p>
      </div>
      {step.name === "start" ? (
        <>
          <EmailForm
            initial={email}
            onSent={(address) => {
              setEmail(address);
              setStep({ name: "code", email: address, sentAt: Date.now() });
            }}
          />
          <p className="flex items-center gap-3 text-xs text-ink-faint before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
            {account.signIn.or}
          </p>
          <div className="grid gap-2">
            {status.google ? <GoogleButton onDone={onDone} /> : null}
            <Button size="lg" className="h-auto py-2 whitespace-normal" onClick={() => setStep({ name: "connect" })}>
              {account.signIn.withCode}
            </Button>
          </div>
        </>
      ) : null}
      {step.name === "code" ? (
        <CodeForm
          email={step.email}
          sentAt={step.sentAt}
          onDone={onDone}
          onOtherEmail={() => setStep({ name: "start" })}
        />
      ) : null}
      {step.name === "connect" ? (
        <>
          <ConnectForm onDone={onDone} />
          <div className="flex flex-wrap justify-between gap-x-4 gap-y-2">
            <Button variant="link" size="inline" onClick={() => setStep({ name: "start" })}>
              {account.signIn.byMail}
            </Button>
            <Button variant="link" size="inline" asChild>
              <a href={`${status.dashboard}/settings#extension`} target="_blank" rel="noreferrer">
                {account.signIn.openSettings}
              </a>
            </Button>
          </div>
        </>
      ) : null}
      {status.sandbox && step.name !== "connect" ? (
        <Notice tone="info">
          {texts.mailboxHint}{" "}
          <a
            className="font-semibold underline underline-offset-4"
            href={`${status.dashboard}/mailbox`}
            target="_blank"
            rel="noreferrer"
          >
            {texts.mailboxLink}
          </a>
        </Notice>
      ) : null}
    </main>
  );
}

/** What the worker said, as the name of a sentence. */
const googleErrors: Record<string, "cancelled" | "refused" | "unreachable"> = {
  google_cancelled: "cancelled",
  google_refused: "refused",
  google_unreachable: "unreachable",
};

function GoogleButton({ onDone }: { onDone: () => Promise<void> }) {
  const { signIn: texts } = useLanguage().messages.account;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  async function ask() {
    setBusy(true);
    setError(null);
    const answer = await askWorker("google", {});
    setBusy(false);
    if (answer.ok) return onDone();
    const name = answer.reason === "unreachable" ? "unreachable" : (googleErrors[answer.code ?? ""] ?? "other");
    setError(texts.errors[name]);
  }
  return (
    <>
      <Button size="lg" busy={busy} onClick={() => void ask()}>
        <GoogleMark />
        {texts.google}
      </Button>
      <div role="alert">{error === null ? null : <Notice tone="bad">{error}</Notice>}</div>
    </>
  );
}
