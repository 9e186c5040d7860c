import "fake-indexeddb/auto";
import { vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";

// The extension's own `browser`, in memory; what it does not have is the browser's part and tested in Chromium.
vi.mock("wxt/browser", () => ({ browser: fakeBrowser }));
