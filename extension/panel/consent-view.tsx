import { Button } from "#ui/button.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";

/** Said before anything is read: what, where it goes, and what LinkedIn says about it. */
export function ConsentView({ onDone }: { onDone: () => Promise<void> }) {
  const { consent: texts } = useLanguage().messages.panel;
  const act = (type: "accept_consent" | "sign_out") => async () => {
    await askWorker(type, {});
    await onDone();
  };
  const points = [
    [texts.readTitle, texts.read],
    [texts.goesTitle, texts.goes],
    [texts.termsTitle, texts.terms],
  ];
  return (
    <main className="grid content-start gap-5 px-4 py-8">
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">{texts.title}</h1>
        <p className="text-ink-soft">{texts.intro}</p>
      </div>
      {points.map(([title, text]) => (
        <section key={title} className="grid gap-1">
          <h2 className="font-semibold">{title}</h2>
          <p className="text-pretty text-ink-soft">{text}</p>
        </section>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="lg" onClick={() => void act("accept_consent")()}>
          {texts.accept}
        </Button>
        <Button variant="ghost" size="lg" onClick={() => void act("sign_out")()}>
          {texts.decline}
        </Button>
      </div>
    </main>
  );
}
