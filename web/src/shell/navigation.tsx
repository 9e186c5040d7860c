import { Link } from "@tanstack/react-router";
import {
  Activity,
  BookOpen,
  Coins,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Plus,
  Settings,
  ShieldCheck,
} from "lucide-react";
import { cn } from "#ui/cn.ts";
import { useMessages } from "../language.tsx";
import { useMe } from "./use-me.ts";

const itemStyle =
  "flex min-h-8 items-center gap-2.5 rounded-md px-2.5 text-ink-soft transition-colors hover:bg-hover hover:text-ink pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0";
const activeStyle = "bg-selected font-semibold text-ink hover:bg-selected";

interface Item {
  to: "/jobs" | "/verify" | "/credits" | "/keys" | "/queue" | "/docs" | "/settings";
  label: string;
  icon: LucideIcon;
}

/** The rooms of the house. A new room is one line here and one route. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { common, queue } = useMessages();
  const { nav, mainNavigation } = common;
  const role = useMe().data?.workspace.role;
  const isAdmin = role === "owner" || role === "admin";
  const groups: { label: string; items: Item[] }[] = [
    {
      label: nav.work,
      items: [
        { to: "/jobs", label: nav.jobs, icon: ListChecks },
        { to: "/verify", label: nav.verify, icon: ShieldCheck },
      ],
    },
    {
      label: nav.account,
      items: [
        { to: "/credits", label: nav.credits, icon: Coins },
        { to: "/keys", label: nav.keys, icon: KeyRound },
        ...(isAdmin ? [{ to: "/queue" as const, label: queue.nav, icon: Activity }] : []),
        { to: "/docs", label: nav.reference, icon: BookOpen },
        { to: "/settings", label: nav.settings, icon: Settings },
      ],
    },
  ];
  return (
    <nav aria-label={mainNavigation} className="grid gap-5">
      <Link
        to="/imports/new"
        {...(onNavigate ? { onClick: onNavigate } : {})}
        className="flex min-h-9 items-center justify-center gap-2 rounded-md bg-action px-3 font-semibold text-on-action transition-colors hover:bg-action-hover pointer-coarse:min-h-10"
      >
        <Plus aria-hidden className="size-4" />
        {nav.newImport}
      </Link>
      {groups.map((group) => (
        <div key={group.label} className="grid gap-0.5">
          <h2 className="px-2.5 pb-1 text-xs font-normal tracking-normal text-ink-faint">{group.label}</h2>
          {group.items.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              {...(onNavigate ? { onClick: onNavigate } : {})}
              className={itemStyle}
              activeProps={{ className: cn(itemStyle, activeStyle) }}
            >
              <Icon aria-hidden />
              {label}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}
