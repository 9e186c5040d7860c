import { Button } from "#ui/button.tsx";
import { useLanguage } from "./language.tsx";

/** Said before the first page is turned: what is pressed, what LinkedIn says about it, and what ends it. */
export function AdvanceConsent({ onAgree, onCancel }: { onAgree: () => void; onCancel: () => void }) {
  const texts = useLanguage().messages.capture.advance;
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold">{texts.consentTitle}</h2>
      {texts.consent.map((text) => (
        <p key={text} className="text-pretty text-ink-soft">
          {text}
        </p>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={onAgree}>
          {texts.agree}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </section>
  );
}
