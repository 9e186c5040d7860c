import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "#ui/button.tsx";
import { useMessages } from "../language.tsx";
import { Brand } from "./brand.tsx";
import { SandboxStrip } from "./sandbox-strip.tsx";

/** The frame of pages that strangers may read. */
export function PublicShell({ children }: { children: ReactNode }) {
  const { session } = useMessages();
  return (
    <div className="flex min-h-dvh flex-col">
      <SandboxStrip />
      <header className="flex items-center justify-between gap-4 border-b border-line bg-surface px-4 py-2 sm:px-6">
        <Brand />
        <Button asChild size="sm">
          <Link to="/sign-in" search={{}}>
            {session.verify}
          </Link>
        </Button>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto flex w-full max-w-7xl grow flex-col gap-6 p-4 sm:p-6 lg:p-8">
        {children}
      </main>
    </div>
  );
}
