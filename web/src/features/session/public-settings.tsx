import { Link } from "@tanstack/react-router";
import { Button } from "#ui/button.tsx";
import { useLanguage } from "../../language.tsx";

/** The foot of pages that need nobody signed in. */
export function PublicSettings() {
  const { messages, locale, setLocale } = useLanguage();
  const other = locale === "en" ? "fr" : "en";
  return (
    <footer className="flex items-center justify-center gap-6 p-6 text-xs text-ink-soft">
      <Link to="/docs" className="underline-offset-4 hover:underline">
        {messages.common.nav.reference}
      </Link>
      <Button
        variant="link"
        size="inline"
        lang={other}
        className="text-xs font-normal text-ink-soft"
        onClick={() => setLocale(other)}
      >
        {messages.common.language[other]}
      </Button>
    </footer>
  );
}
