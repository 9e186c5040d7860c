import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, MailX, UserX } from "lucide-react";
import { toast } from "sonner";
import { type Contact, type FeedbackKind, feedbackKinds } from "#contracts/api/contacts.ts";
import { feedbackAnswerSchema } from "#contracts/api/feedback.ts";
import { Button } from "#ui/button.tsx";
import { cn } from "#ui/cn.ts";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { useMe } from "../../shell/use-me.ts";
import { useNow } from "../../shell/use-now.ts";
import { refundPromise } from "./feedback-view.ts";

const icons = { works: CircleCheck, wrong_person: UserX, bounced: MailX };
const pressed: Record<FeedbackKind, string> = {
  works: "border-good bg-good-soft text-on-good-soft hover:bg-good-soft",
  wrong_person: "border-warn bg-warn-soft text-on-warn-soft hover:bg-warn-soft",
  bounced: "border-bad bg-bad-soft text-on-bad-soft hover:bg-bad-soft",
};

/** One click says how an address is; what it cost comes back where it was wrong. */
export function AddressFeedback({ contact }: { contact: Contact }) {
  const messages = useMessages();
  const texts = messages.feedback;
  const formats = useFormats();
  const role = useMe().data?.workspace.role;
  const promise = refundPromise(contact, useNow(60_000));
  const feedback = useFeedback(contact);

  function say(kind: FeedbackKind) {
    if (kind === contact.email_feedback) return;
    feedback.mutate(kind, {
      onSuccess: ({ refund }) =>
        toast(refund.state === "given" ? texts.done.given(refund.credits_milli) : texts.done[refund.state]),
      onError: (error) => toast.error(errorText(messages.errors, error)),
    });
  }

  // Who may only read is not asked.
  if (role === undefined || role === "viewer") return null;
  const said = contact.email_feedback;
  return (
    <section aria-labelledby="address-feedback" className="grid gap-2">
      <h3 id="address-feedback" className="font-semibold">
        {texts.question}
      </h3>
      <div className="flex flex-wrap gap-2">
        {feedbackKinds.map((kind) => {
          const Icon = icons[kind];
          return (
            <Button
              key={kind}
              aria-pressed={said === kind}
              busy={feedback.isPending && feedback.variables === kind}
              className={cn(said === kind && pressed[kind])}
              onClick={() => say(kind)}
            >
              <Icon aria-hidden />
              {texts.kinds[kind]}
            </Button>
          );
        })}
      </div>
      <p role="status" className="text-xs text-ink-soft empty:hidden">
        {[
          said === null ? "" : texts.said[said],
          contact.email_refunded_milli > 0
            ? texts.refunded(contact.email_refunded_milli)
            : promise && said !== "works"
              ? texts.promise(promise.milli, formats.dateTime(promise.until))
              : "",
          said === null || said === "works" ? "" : texts.again,
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
    </section>
  );
}

function useFeedback(contact: Contact) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (kind: FeedbackKind) =>
      api.call(feedbackAnswerSchema, `/contacts/${contact.id}/feedback`, { method: "POST", body: { kind } }),
    onSettled: () =>
      Promise.all(
        [["contact", contact.id], ["contacts", contact.job_id], ["credits"], ["me"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
