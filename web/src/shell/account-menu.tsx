import { useNavigate } from "@tanstack/react-router";
import { Check, ChevronsUpDown, Languages, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { toast } from "sonner";
import { Button } from "#ui/button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "#ui/menu.tsx";
import { useApp, useUser } from "../app-context.tsx";
import { useLanguage } from "../language.tsx";
import { type Theme, themes, useTheme } from "../theme.tsx";

const themeIcons = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, unknown>;

/** Who is signed in, how it looks, which language, and the way out. */
export function AccountMenu() {
  const user = useUser();
  const { session } = useApp();
  const { messages, locale, setLocale } = useLanguage();
  const { theme, setTheme } = useTheme();
  const navigate = useNavigate();
  const otherLocale = locale === "en" ? "fr" : "en";

  async function signOut() {
    try {
      await session.signOut();
    } catch {
      toast.error(messages.session.errors.unreachable);
      return;
    }
    toast(messages.session.signedOut);
    await navigate({ to: "/sign-in", search: {} });
  }

  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <Button variant="ghost" className="w-full min-w-0 shrink justify-start font-normal">
          <span className="sr-only">{messages.common.account}: </span>
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-on-accent-soft uppercase"
          >
            {user?.email.slice(0, 1)}
          </span>
          <span className="min-w-0 grow truncate text-left">{user?.email}</span>
          <ChevronsUpDown aria-hidden className="text-ink-faint" />
        </Button>
      }
    >
      <MenuLabel>{messages.common.theme.label}</MenuLabel>
      {themes.map((name) => {
        const Icon = themeIcons[name];
        return (
          <MenuItem key={name} onSelect={() => setTheme(name)}>
            <Icon aria-hidden />
            <span className="grow">{messages.common.theme[name]}</span>
            {theme === name ? <Check aria-hidden /> : null}
          </MenuItem>
        );
      })}
      <MenuSeparator />
      <MenuItem onSelect={() => setLocale(otherLocale)} lang={otherLocale}>
        <Languages aria-hidden />
        {messages.common.language[otherLocale]}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <LogOut aria-hidden />
        {messages.session.signOut}
      </MenuItem>
    </Menu>
  );
}
