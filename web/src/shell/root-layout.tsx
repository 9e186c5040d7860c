import { Outlet, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { Toaster } from "#ui/toaster.tsx";
import { useMessages } from "../language.tsx";
import { useTheme } from "../theme.tsx";
import { OfflineNotice } from "./offline-notice.tsx";

export function RootLayout() {
  const messages = useMessages();
  const { theme } = useTheme();
  useFocusOnNavigation();
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-action px-4 py-2 font-semibold text-on-action focus:translate-y-0"
      >
        {messages.common.skipToContent}
      </a>
      <Outlet />
      <OfflineNotice />
      <Toaster theme={theme} label={messages.common.notifications} />
    </>
  );
}

/** A new page starts at its heading, for the keyboard and for screen readers alike. */
function useFocusOnNavigation() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
        if (!pathChanged || fromLocation === undefined) return;
        const heading = document.querySelector<HTMLElement>("#main h1");
        (heading ?? document.getElementById("main"))?.focus({ preventScroll: true });
      }),
    [router],
  );
}
