import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import type { App } from "./app-context.tsx";
import { safePath } from "./safe-path.ts";
import { jobSearchSchema, reviewSearchSchema, signInSearchSchema } from "./search-params.ts";
import { CrashPage } from "./shell/crash-page.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { RootLayout } from "./shell/root-layout.tsx";

const rootRoute = createRootRouteWithContext<{ app: App }>()({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: signInSearchSchema,
  beforeLoad: ({ context, search }) => {
    if (context.app.session.current() !== null) throw redirect({ to: safePath(search.next), replace: true });
  },
  component: lazyRouteComponent(() => import("./features/session/sign-in-page.tsx"), "SignInPage"),
});

/** Readable by everybody: programs' authors look here before they have an account. */
const referenceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/docs",
  component: lazyRouteComponent(() => import("./features/reference/reference-page.tsx"), "ReferencePage"),
});

/** Everything below needs somebody signed in. */
const membersRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "members",
  beforeLoad: ({ context, location }) => {
    if (context.app.session.current() !== null) return;
    const next = location.href === "/" || location.href === "/jobs" ? undefined : location.href;
    throw redirect({ to: "/sign-in", search: { next }, replace: true });
  },
  component: lazyRouteComponent(() => import("./shell/app-shell.tsx"), "AppShell"),
});

const homeRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/jobs", replace: true });
  },
});

const jobsRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/jobs",
  component: lazyRouteComponent(() => import("./features/jobs/jobs-page.tsx"), "JobsPage"),
});

const jobRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/jobs/$jobId",
  validateSearch: jobSearchSchema,
  component: lazyRouteComponent(() => import("./features/jobs/job-page.tsx"), "JobPage"),
});

const newImportRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/imports/new",
  component: lazyRouteComponent(() => import("./features/imports/new-import-page.tsx"), "NewImportPage"),
});

const reviewImportRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/imports/$jobId",
  validateSearch: reviewSearchSchema,
  component: lazyRouteComponent(() => import("./features/imports/review-page.tsx"), "ReviewPage"),
});

const verifyRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/verify",
  component: lazyRouteComponent(() => import("./features/verification/verify-page.tsx"), "VerifyPage"),
});

const verificationListRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/verify/$listId",
  component: lazyRouteComponent(() => import("./features/verification/list-page.tsx"), "VerificationListPage"),
});

const creditsRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/credits",
  component: lazyRouteComponent(() => import("./features/credits/credits-page.tsx"), "CreditsPage"),
});

const keysRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/keys",
  component: lazyRouteComponent(() => import("./features/keys/keys-page.tsx"), "KeysPage"),
});

const queueRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/queue",
  component: lazyRouteComponent(() => import("./features/queue/queue-page.tsx"), "QueuePage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => membersRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./features/settings/settings-page.tsx"), "SettingsPage"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  referenceRoute,
  membersRoute.addChildren([
    homeRoute,
    jobsRoute,
    jobRoute,
    newImportRoute,
    reviewImportRoute,
    verifyRoute,
    verificationListRoute,
    creditsRoute,
    keysRoute,
    queueRoute,
    settingsRoute,
  ]),
]);

export function createAppRouter(app: App) {
  return createRouter({
    routeTree,
    context: { app },
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
