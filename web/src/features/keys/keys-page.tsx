import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleSlash, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { type ApiKey, type KeyCreated, keyCreatedSchema, keyListSchema } from "#contracts/api/keys.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Notice } from "#ui/notice.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { ApiError } from "../../api.ts";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";

export function KeysPage() {
  const messages = useMessages();
  const { keys: texts } = messages.account;
  const api = useApi();
  const queryClient = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [created, setCreated] = useState<KeyCreated | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const keys = useQuery({
    queryKey: ["keys"],
    queryFn: ({ signal }) => api.call(keyListSchema, "/keys", { signal }),
  });
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["keys"] });
  const create = useMutation({
    mutationFn: (name: string) => api.call(keyCreatedSchema, "/keys", { method: "POST", body: { name } }),
    onSuccess: (answer) => {
      setCreating(false);
      setCreated(answer);
      return refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => api.call(z.unknown(), `/keys/${key.id}`, { method: "DELETE" }),
    onSuccess: () => {
      toast(texts.revokedDone);
      return refresh();
    },
    onError: (error) => toast.error(errorText(messages.errors, error)),
    onSettled: () => setRevoking(null),
  });
  const forbidden = keys.error instanceof ApiError && keys.error.code === "forbidden";
  const createButton = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {texts.create}
    </Button>
  );

  return (
    <>
      <PageHeader
        title={texts.title}
        description={texts.intro}
        actions={keys.data && keys.data.keys.length > 0 ? createButton : null}
      />
      {forbidden ? (
        <Notice tone="info">{texts.forbidden}</Notice>
      ) : keys.data ? (
        <Card className="overflow-hidden">
          {keys.data.keys.length === 0 ? (
            <EmptyState icon={KeyRound} title={texts.emptyTitle} action={createButton}>
              {texts.emptyBody}{" "}
              <Link to="/docs" className="text-accent underline underline-offset-4">
                {texts.readReference}
              </Link>
            </EmptyState>
          ) : (
            <KeyTable keys={keys.data.keys} onRevoke={setRevoking} />
          )}
        </Card>
      ) : keys.isError ? (
        <LoadFailure error={keys.error} onRetry={() => void keys.refetch()} />
      ) : (
        <Card className="grid gap-6 p-5">
          <Skeleton />
          <Skeleton />
        </Card>
      )}
      <CreateKeyDialog
        open={creating}
        onOpenChange={setCreating}
        busy={create.isPending}
        error={create.error === null ? undefined : errorText(messages.errors, create.error)}
        onCreate={(name) => create.mutate(name)}
      />
      <NewKeyDialog created={created} onClose={() => setCreated(null)} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => {
          if (!open) setRevoking(null);
        }}
        title={texts.revokeTitle(revoking?.name ?? "")}
        description={texts.revokeBody}
        confirmLabel={texts.revoke}
        cancelLabel={messages.common.cancel}
        busy={revoke.isPending}
        onConfirm={() => {
          if (revoking) revoke.mutate(revoking);
        }}
      />
    </>
  );
}

function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { keys: texts } = useMessages().account;
  const formats = useFormats();
  const headStyle = "px-4 py-2 text-left text-xs text-ink-faint";
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{texts.title}</caption>
      <thead>
        <tr className="border-b border-line">
          <th className={headStyle}>{texts.name}</th>
          <th className={`${headStyle} w-36 max-md:hidden`}>{texts.start}</th>
          <th className={`${headStyle} w-44 max-lg:hidden`}>{texts.made}</th>
          <th className={`${headStyle} w-44 max-lg:hidden`}>{texts.used}</th>
          <th className={`${headStyle} w-28`}>{texts.state}</th>
          <td className="w-28" />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id} className="h-12 border-b border-line last:border-0">
            <th scope="row" className="truncate px-4 py-2 text-left">
              {key.name}
            </th>
            <td className="px-4 py-2 font-mono text-xs text-ink-soft max-md:hidden">{key.prefix}…</td>
            <td className="px-4 py-2 text-ink-soft max-lg:hidden">{formats.dateTime(key.created_at)}</td>
            <td className="px-4 py-2 text-ink-soft max-lg:hidden">
              {key.last_used_at === null ? texts.never : formats.dateTime(key.last_used_at)}
            </td>
            <td className="px-4 py-2">
              {key.revoked_at === null ? (
                <Chip tone="good" icon={CircleCheck}>
                  {texts.active}
                </Chip>
              ) : (
                <Chip tone="neutral" icon={CircleSlash}>
                  {texts.revoked}
                </Chip>
              )}
            </td>
            <td className="px-4 py-2 text-right">
              {key.revoked_at === null ? (
                <Button size="sm" aria-label={texts.revokeName(key.name)} onClick={() => onRevoke(key)}>
                  {texts.revoke}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
