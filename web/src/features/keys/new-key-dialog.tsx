import type { KeyCreated } from "#contracts/api/keys.ts";
import { Button } from "#ui/button.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { Dialog } from "#ui/dialog.tsx";
import { useMessages } from "../../language.tsx";

/** The only time that a key is shown. */
export function NewKeyDialog({ created, onClose }: { created: KeyCreated | null; onClose: () => void }) {
  const messages = useMessages();
  const { keys: texts } = messages.account;
  return (
    <Dialog
      open={created !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={texts.createdTitle}
      description={texts.createdBody}
      closeLabel={messages.common.close}
      footer={
        <Button variant="primary" onClick={onClose}>
          {texts.done}
        </Button>
      }
    >
      <div className="flex items-center gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-3">
        <code className="min-w-0 grow font-mono text-xs break-all" data-testid="new-key">
          {created?.secret}
        </code>
        <CopyButton text={created?.secret ?? ""} label={texts.copyKey} copiedLabel={messages.common.copied} />
      </div>
    </Dialog>
  );
}
