import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "wxt";

/** Address of the installation that the extension belongs to; its /config.json tells the rest. */
const server = new URL(process.env.CAPTELY_URL ?? "http://127.0.0.1:4173").origin;
/** A hosted installation has its database on an origin of its own: named, else any of Supabase's. */
const supabase =
  process.env.CAPTELY_SUPABASE_URL ?? (server.startsWith("https:") ? "https://*.supabase.co" : undefined);
const backends = [server, ...(supabase === undefined ? [] : [supabase.replace(/\/+$/, "")])];

/**
 * Public half of a key whose other half nobody has: it gives the unpacked extension the same id everywhere. Once a store
 * has given the extension a key, that one takes its place; an empty one leaves the field out, as a first upload wants it.
 */
const key =
  process.env.CAPTELY_EXTENSION_KEY ??
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlm12vQoKK3ekTiyhRSaHsDaISxjiPOhb5W5yS6/9VG7xkZ7vvJRY3mK9jm7FT+zT7qzjiMl6ERIWiFAp6aqejV6eK0kKdeQtFTqTblCo/at+EOC781CBCaeoECX2at7y2L7KfDZNE+6HzAjScCfnelKnlA5nE+/wVkgVOg9WjaBIUV11EFTwC7jVfcspRRub2S8FuEj3t1gikJhVANhVSpn2X4JPsxLWILLrTmj01+asUu2qKPtaUvqkIa6Fg9cUUXQSKDJEw9MSWx84t5vWB2r1B0EQTjRnIFaaOw3psLd4pT5lFfdDgnDzmG69dSHsJEBikM4I5aScQYqbz+hwJQIDAQAB";

export default defineConfig({
  srcDir: "extension",
  publicDir: "extension/public",
  outDir: process.env.CAPTELY_EXTENSION_OUT ?? "dist/extension",
  manifestVersion: 3,
  zip: {
    // What reviewers of Firefox need to build the same.
    includeSources: [
      "extension/**",
      "shared/**",
      "wxt.config.ts",
      "tsconfig.json",
      "package.json",
      "package-lock.json",
    ],
  },
  // Every import is written where it is used.
  imports: false,
  vite: () => ({
    plugins: [react(), tailwindcss()],
    define: { __CAPTELY_URL__: JSON.stringify(server) },
    build: {
      target: ["chrome123", "firefox142"],
      reportCompressedSize: false,
      // Rules and schemas do nothing by being loaded: what is not used of them stays out.
      rolldownOptions: {
        treeshake: { moduleSideEffects: [{ test: /\/shared\/(?:core|contracts)\//, sideEffects: false }] },
      },
    },
  }),
  manifest: ({ browser }) => ({
    name: "Captely",
    description:
      "Takes the people of the Sales Navigator page you look at, by your click, and finds their work contact details.",
    permissions: ["storage", "alarms", "identity"],
    action: { default_title: "Captely" },
    content_security_policy: {
      extension_pages: `default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src ${backends.join(" ")}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    ...(browser === "firefox"
      ? {
          browser_specific_settings: {
            gecko: {
              id: "extension@captely.example",
              strict_min_version: "142.0",
              data_collection_permissions: {
                required: ["personallyIdentifyingInfo", "authenticationInfo", "websiteContent"],
              },
            },
          },
        }
      : { ...(key === "" ? {} : { key }), minimum_chrome_version: "123" }),
  }),
});
