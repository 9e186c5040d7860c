import { Link, Outlet } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#ui/button.tsx";
import { Sheet } from "#ui/sheet.tsx";
import { useMessages } from "../language.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Brand } from "./brand.tsx";
import { Navigation } from "./navigation.tsx";
import { SandboxStrip } from "./sandbox-strip.tsx";
import { useMe } from "./use-me.ts";

/** Navigation beside the page on wide screens, behind a button on narrow ones. */
export function AppShell({ children }: { children?: ReactNode }) {
  const messages = useMessages();
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <aside className="sticky top-0 z-30 hidden h-dvh flex-col gap-6 border-r border-line bg-surface p-4 lg:flex">
        <div className="px-1.5 pt-1">
          <Brand />
        </div>
        <Navigation />
        <div className="mt-auto grid grid-cols-[minmax(0,1fr)] gap-1">
          <Balance />
          <AccountMenu />
        </div>
      </aside>

      <div className="flex min-h-dvh min-w-0 flex-col">
        <SandboxStrip />
        <header className="sticky top-0 z-20 flex items-center justify-between gap-3 border-b border-line bg-surface px-4 py-2 lg:hidden">
          <Brand />
          <Button variant="ghost" size="icon" aria-label={messages.common.openMenu} onClick={() => setMenuOpen(true)}>
            <MenuIcon aria-hidden />
          </Button>
          <Sheet
            open={menuOpen}
            onOpenChange={setMenuOpen}
            side="left"
            quietHeader
            title={messages.common.mainNavigation}
            closeLabel={messages.common.close}
          >
            <div className="flex min-h-full flex-col gap-6 p-4">
              <Navigation onNavigate={() => setMenuOpen(false)} />
              <div className="mt-auto grid grid-cols-[minmax(0,1fr)] gap-1">
                <Balance />
                <AccountMenu />
              </div>
            </div>
          </Sheet>
        </header>
        <main id="main" tabIndex={-1} className="mx-auto flex w-full max-w-7xl grow flex-col gap-6 p-4 sm:p-6 lg:p-8">
          {children ?? <Outlet />}
        </main>
      </div>
    </div>
  );
}

function Balance() {
  const messages = useMessages();
  const me = useMe();
  return (
    <Link to="/credits" className="rounded-md px-2.5 py-1.5 text-xs text-ink-soft hover:bg-hover hover:text-ink">
      {me.data ? messages.common.creditsLeft(me.data.credits.available_milli) : "…"}
    </Link>
  );
}
