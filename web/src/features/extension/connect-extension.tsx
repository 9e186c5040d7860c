import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { connectCodeSchema } from "#contracts/api/extension.ts";
import { Button } from "#ui/button.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { Notice } from "#ui/notice.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";

/** Makes a one-time code that gives the browser extension a session of its own. Shown once, gone when it is too old. */
export function ConnectExtension() {
  const { account, common, errors } = useMessages();
  const { extension: texts } = account;
  const api = useApi();
  const make = useMutation({
    mutationFn: () => api.call(connectCodeSchema, "/extension/codes", { method: "POST" }),
  });
  const left = useSecondsUntil(make.data?.expires_at ?? null);
  return (
    <div className="grid gap-3 px-5 py-4">
      <p className="text-pretty text-ink-soft">{texts.body}</p>
      {make.data !== undefined && left > 0 ? (
        <div role="status" className="grid gap-2 rounded-md bg-sunken p-4">
          <p className="flex flex-wrap items-center gap-2">
            <output className="font-mono text-xl font-semibold tracking-[0.15em]">{make.data.code}</output>
            <CopyButton text={make.data.code} label={common.copy(texts.code)} copiedLabel={common.copied} />
          </p>
          <p className="text-sm text-ink-soft">{texts.step}</p>
        </div>
      ) : null}
      {make.data !== undefined && left > 0 ? <p className="text-xs text-ink-faint">{texts.goodFor(left)}</p> : null}
      {make.data !== undefined && left === 0 ? <Notice tone="info">{texts.old}</Notice> : null}
      {make.error ? (
        <Notice tone="bad" announce>
          {errorText(errors, make.error)}
        </Notice>
      ) : null}
      <Button className="w-fit" busy={make.isPending} onClick={() => make.mutate()}>
        {make.data === undefined ? texts.make : texts.another}
      </Button>
    </div>
  );
}

/** Whole seconds until a time, by the second; 0 for a time that is past, and for none. */
function useSecondsUntil(iso: string | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (iso === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [iso]);
  return iso === null ? 0 : Math.max(0, Math.round((Date.parse(iso) - now) / 1_000));
}
