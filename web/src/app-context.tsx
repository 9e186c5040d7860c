import type { QueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { Api } from "./api.ts";
import type { Config } from "./config.ts";
import type { SessionStore, UserSession } from "./session.ts";

/** What every screen may use of the world outside; made once at start. */
export interface App {
  config: Config;
  session: SessionStore;
  api: Api;
  queryClient: QueryClient;
}

const AppContext = createContext<App | null>(null);

export function AppProvider({ app, children }: { app: App; children: ReactNode }) {
  return <AppContext value={app}>{children}</AppContext>;
}

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("useApp outside of AppProvider");
  return app;
}

export const useApi = (): Api => useApp().api;

export function useUser(): UserSession | null {
  const { session } = useApp();
  return useSyncExternalStore(session.subscribe, session.current);
}
