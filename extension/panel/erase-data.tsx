import { useCallback, useState } from "react";
import { Button } from "#ui/button.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";
import { outbox } from "./outbox.ts";
import { applyTheme } from "./theme.ts";
import { useLive } from "./use-live.ts";

interface EraseDataProps {
  owner: string;
  onDone: () => Promise<void>;
}

/** Deletes what this browser keeps, after saying what would be lost. */
export function EraseData({ owner, onDone }: EraseDataProps) {
  const { messages } = useLanguage();
  const { settings: texts } = messages.account;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const query = useCallback(async () => {
    const batches = await outbox.batches.where("[owner+created_at]").between([owner, 0], [owner, Infinity]).toArray();
    return batches.filter(({ state }) => state !== "sent").reduce((sum, { count }) => sum + count, 0);
  }, [owner]);
  const waiting = useLive(query) ?? 0;
  async function erase() {
    setBusy(true);
    const answer = await askWorker("erase", {});
    if (answer.ok) {
      localStorage.clear();
      applyTheme();
    }
    setBusy(false);
    setAsking(false);
    await onDone();
  }
  return (
    <>
      <Button variant="danger" className="w-fit" onClick={() => setAsking(true)}>
        {texts.erase}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={texts.eraseTitle}
        description={texts.eraseBody(waiting)}
        confirmLabel={texts.eraseConfirm}
        cancelLabel={messages.common.cancel}
        busy={busy}
        onConfirm={() => void erase()}
      />
    </>
  );
}
