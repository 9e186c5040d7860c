import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm start` listens; used by the development server only. */
const stack = "http://127.0.0.1:4173";

/** What the first screen cannot do without: two files that browsers keep. Everything else comes with the screen that needs it. */
const firstLoadPackages =
  /node_modules\/(react|react-dom|scheduler|zod|clsx|class-variance-authority|tailwind-merge|sonner|@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store)|@supabase\/(supabase-js|auth-js))\//;
const firstLoadSources =
  /\/web\/src\/[^/]+$|\/web\/src\/shell\/(root-layout|offline-notice|crash-page|not-found-page|boot-failure)|\/shared\/ui\/(button|cn|logo|toaster)|\/shared\/contracts\/(errors|api\/common)|\/shared\/core\/i18n\/(?!fr|destinations|en\/destinations)/;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // light-dark() and oklch() as written; older browsers are not served.
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: "assets/app-[hash].js",
        codeSplitting: {
          groups: [
            // What every page needs, in two files that browsers keep: packages, and the frame of the product.
            { name: "vendor", test: firstLoadPackages, priority: 2 },
            { name: "shell", test: firstLoadSources, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: {
    proxy: Object.fromEntries(
      ["/config.json", "/auth", "/rest", "/functions", "/mailbox"].map((path) => [path, { target: stack }]),
    ),
  },
});
