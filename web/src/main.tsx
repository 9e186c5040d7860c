import "./style.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError, createApi } from "./api.ts";
import { type App, AppProvider } from "./app-context.tsx";
import { loadConfig } from "./config.ts";
import { type Language, LanguageProvider, loadLanguage, preferredLocale } from "./language.tsx";
import { createAppRouter } from "./router.tsx";
import { openSession } from "./session.ts";
import { BootFailure } from "./shell/boot-failure.tsx";
import { ThemeProvider } from "./theme.tsx";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no #root");
const root = createRoot(element);

async function openApp(): Promise<App> {
  const config = await loadConfig();
  const session = await openSession(config);
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal stays a refusal; only what may pass by itself is tried again.
        retry: (count, error) =>
          count < 2 && !(error instanceof ApiError && error.status < 500 && error.status !== 429),
      },
    },
  });
  return { config, session, api: createApi(config.api_url, session), queryClient };
}

async function start(): Promise<void> {
  const language: Language = await loadLanguage(preferredLocale()).catch(() => loadLanguage("en"));
  try {
    const app = await openApp();
    const router = createAppRouter(app);
    // Another user must never see what the one before had loaded.
    let userId = app.session.current()?.userId;
    app.session.subscribe(() => {
      const next = app.session.current()?.userId;
      if (next !== userId) app.queryClient.clear();
      userId = next;
      router.invalidate().catch(() => undefined);
    });
    root.render(
      <StrictMode>
        <AppProvider app={app}>
          <LanguageProvider initial={language}>
            <ThemeProvider>
              <QueryClientProvider client={app.queryClient}>
                <RouterProvider router={router} />
              </QueryClientProvider>
            </ThemeProvider>
          </LanguageProvider>
        </AppProvider>
      </StrictMode>,
    );
  } catch (error) {
    console.error(error);
    root.render(<BootFailure messages={language.messages} />);
  }
}

await start();
