import { shareExtension } from "#tests/support/e2e/extension.ts";
import { dropHome, newHome, startCaptely } from "#tests/support/stack/start-captely.ts";

/** Starts the whole product in a fresh folder on a free port, as a user would, and stops it in the end. */
export default async function startForAll(): Promise<() => Promise<void>> {
  const home = newHome();
  const running = await startCaptely({ home });
  process.env.CAPTELY_E2E_URL = running.line.url;
  process.env.CAPTELY_E2E_API_URL = running.line.api_url;
  process.env.CAPTELY_E2E_MAILBOX_URL = running.line.mailbox_url;
  process.env.CAPTELY_E2E_SUPABASE_URL = running.line.supabase_url;
  process.env.CAPTELY_E2E_PUBLISHABLE_KEY = running.line.publishable_key;
  const dropExtension = shareExtension(running.line.url);
  return async () => {
    await dropExtension();
    await running.stop();
    dropHome(home);
  };
}
