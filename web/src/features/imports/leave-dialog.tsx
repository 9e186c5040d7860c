import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { useMessages } from "../../language.tsx";

export function LeaveDialog({ open, onStay, onLeave }: { open: boolean; onStay: () => void; onLeave: () => void }) {
  const { leave } = useMessages().imports;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onStay();
      }}
      title={leave.title}
      description={leave.body}
      cancelLabel={leave.stay}
      confirmLabel={leave.leave}
      onConfirm={onLeave}
    />
  );
}
