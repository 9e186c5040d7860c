import { Link } from "@tanstack/react-router";
import { Button } from "#ui/button.tsx";
import { useMessages } from "../language.tsx";

export function NotFoundPage() {
  const { notFound, product } = useMessages().common;
  return (
    <main id="main" tabIndex={-1} className="grid min-h-[60dvh] place-content-center gap-4 p-6">
      <title>{`${notFound.title} · ${product}`}</title>
      <h1 tabIndex={-1} className="text-xl">
        {notFound.title}
      </h1>
      <p className="max-w-md text-ink-soft">{notFound.body}</p>
      <div>
        <Button asChild variant="primary">
          <Link to="/jobs">{notFound.action}</Link>
        </Button>
      </div>
    </main>
  );
}
