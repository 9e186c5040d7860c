import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { Logo } from "#ui/logo.tsx";
import { Notice } from "#ui/notice.tsx";
import { useApp } from "../../app-context.tsx";
import { useMessages } from "../../language.tsx";
import { safePath } from "../../safe-path.ts";
import { SandboxStrip } from "../../shell/sandbox-strip.tsx";
import { CodeForm } from "./code-form.tsx";
import { EmailForm } from "./email-form.tsx";
import { PublicSettings } from "./public-settings.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const messages = useMessages();
  const { session, common } = messages;
  const { next } = route.useSearch();
  const navigate = useNavigate();
  const app = useApp();
  const [sent, setSent] = useState<{ email: string; at: number } | null>(null);
  const [email, setEmail] = useState("");

  return (
    <div className="flex min-h-dvh flex-col">
      <title>{`${session.title} · ${common.product}`}</title>
      <SandboxStrip />
      <main id="main" tabIndex={-1} className="mx-auto flex w-full max-w-sm grow flex-col justify-center gap-8 p-6">
        <Logo className="size-10" />
        {sent === null ? (
          <>
            <div className="grid gap-2">
              <h1 tabIndex={-1} className="text-2xl">
                {session.title}
              </h1>
              <p className="text-base text-pretty text-ink-soft">{session.intro}</p>
            </div>
            {app.session.hasExpired() ? <Notice tone="info">{session.expired}</Notice> : null}
            <EmailForm
              initialEmail={email}
              onSent={(address) => {
                setEmail(address);
                setSent({ email: address, at: Date.now() });
              }}
            />
            <ul className="grid gap-2 border-t border-line pt-6 text-ink-soft">
              {Object.entries(session.points).map(([name, text]) => (
                <li key={name} className="flex items-start gap-2.5">
                  <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
                  {text}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <>
            <div className="grid gap-2">
              <h1 tabIndex={-1} className="text-2xl">
                {session.codeTitle}
              </h1>
              <p className="text-base text-pretty break-words text-ink-soft">{session.codeStep(sent.email)}</p>
            </div>
            <CodeForm
              email={sent.email}
              sentAt={sent.at}
              onResent={() => setSent({ email: sent.email, at: Date.now() })}
              onOtherEmail={() => setSent(null)}
              onDone={() => void navigate({ to: safePath(next), replace: true })}
            />
          </>
        )}
      </main>
      <PublicSettings />
    </div>
  );
}
