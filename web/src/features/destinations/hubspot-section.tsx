import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { type HubspotDestination, hubspotSchema } from "#contracts/api/destinations.ts";
import { type DestinationTexts, destinationTexts } from "#core/i18n/destinations.ts";
import { Button } from "#ui/button.tsx";
import { Chip } from "#ui/chip.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { Field } from "#ui/field.tsx";
import { Input } from "#ui/input.tsx";
import { Notice } from "#ui/notice.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useLanguage } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { Row, Section } from "../settings/settings-section.tsx";
import { hubspotKey, useHubspot } from "./queries.ts";

/** Connects HubSpot with a token of the user's, and forgets it again. Members below admin see whether it is. */
export function HubspotSection({ mayChange }: { mayChange: boolean }) {
  const { formats } = useLanguage();
  const texts = destinationTexts(formats);
  const state = useHubspot();
  return (
    <Section id="hubspot" title={texts.title} note={texts.note}>
      {state.data ? (
        <Connection state={state.data} texts={texts} mayChange={mayChange} />
      ) : state.isError ? (
        <LoadFailure error={state.error} onRetry={() => void state.refetch()} />
      ) : (
        <p className="px-5 py-4 text-ink-faint">{texts.loading}</p>
      )}
    </Section>
  );
}

interface ConnectionProps {
  state: HubspotDestination;
  texts: DestinationTexts;
  mayChange: boolean;
}

function Connection({ state, texts, mayChange }: ConnectionProps) {
  const [changing, setChanging] = useState(false);
  if (!state.connected) {
    return mayChange ? (
      <TokenForm state={state} texts={texts} onDone={() => {}} />
    ) : (
      <p className="px-5 py-4 text-ink-soft">{texts.nobody}</p>
    );
  }
  return (
    <>
      <Row label={texts.connectedWith(state.last_four ?? "", state.account)}>
        {state.refused_at === null ? (
          <Chip tone="good" icon={CircleCheck}>
            {state.simulated ? texts.simulator : texts.connected}
          </Chip>
        ) : (
          <Chip tone="bad" icon={CircleX}>
            {texts.reconnect}
          </Chip>
        )}
      </Row>
      {state.refused_at === null ? null : (
        <div className="px-5 py-4">
          <Notice tone="bad">{texts.refused}</Notice>
        </div>
      )}
      {mayChange && changing ? <TokenForm state={state} texts={texts} onDone={() => setChanging(false)} /> : null}
      {mayChange && !changing ? (
        <div className="flex flex-wrap gap-2 px-5 py-4">
          <Button onClick={() => setChanging(true)}>{texts.change}</Button>
          <Disconnect texts={texts} />
        </div>
      ) : null}
    </>
  );
}

function TokenForm({ state, texts, onDone }: { state: HubspotDestination; texts: DestinationTexts; onDone(): void }) {
  const { messages } = useLanguage();
  const api = useApi();
  const queries = useQueryClient();
  const [token, setToken] = useState("");
  const [missing, setMissing] = useState(false);
  const connect = useMutation({
    mutationFn: () => api.call(hubspotSchema, "/destinations/hubspot", { method: "PUT", body: { token } }),
    onSuccess: (connected) => {
      queries.setQueryData(hubspotKey, connected);
      onDone();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (token.trim() === "") return setMissing(true);
    connect.mutate();
  }
  return (
    <form noValidate className="grid grid-cols-[minmax(0,1fr)] gap-3 px-5 py-4" onSubmit={submit}>
      {state.sandbox_token === null ? (
        <p className="text-pretty text-ink-soft">{texts.intro}</p>
      ) : (
        <Notice tone="info">{texts.simulated(state.sandbox_token)}</Notice>
      )}
      <Field
        label={texts.token}
        hint={texts.tokenHint}
        error={missing ? texts.tokenMissing : connect.error ? errorText(messages.errors, connect.error) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            spellCheck={false}
            maxLength={2_100}
            value={token}
            onChange={(event) => {
              setToken(event.target.value);
              setMissing(false);
              connect.reset();
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={connect.isPending}>
          {texts.connect}
        </Button>
        {state.connected ? (
          <Button variant="ghost" onClick={onDone}>
            {texts.cancel}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function Disconnect({ texts }: { texts: DestinationTexts }) {
  const { messages } = useLanguage();
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.raw("/destinations/hubspot", { method: "DELETE" }),
    onSuccess: () => toast(texts.disconnected),
    onError: (error) => toast.error(errorText(messages.errors, error)),
    onSettled: () => {
      setAsking(false);
      return queries.invalidateQueries({ queryKey: hubspotKey });
    },
  });
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {texts.disconnect}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={texts.disconnectTitle}
        description={texts.disconnectBody}
        confirmLabel={texts.disconnectConfirm}
        cancelLabel={texts.keep}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
