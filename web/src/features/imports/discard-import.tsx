import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { z } from "zod";
import { Button } from "#ui/button.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";

export function DiscardImport({ jobId }: { jobId: string }) {
  const messages = useMessages();
  const { review, leave } = messages.imports;
  const api = useApi();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const discard = useMutation({
    mutationFn: () => api.call(z.undefined(), `/imports/${jobId}`, { method: "DELETE" }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["jobs"] });
      await navigate({ to: "/jobs", replace: true });
      queryClient.removeQueries({ queryKey: ["import", jobId] });
      toast(review.discarded);
    },
    onError: (error) => {
      setAsking(false);
      toast.error(errorText(messages.errors, error));
    },
  });
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)}>
        {review.discard}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={leave.discardTitle}
        description={leave.discardBody}
        confirmLabel={review.discard}
        cancelLabel={messages.common.cancel}
        busy={discard.isPending}
        onConfirm={() => discard.mutate()}
      />
    </>
  );
}
