/** The token that the bundled simulator takes; the dashboard shows it, so that the sandbox can be tried. */
export const sandboxToken = "pat-sandbox-00000000-0000-4000-8000-000000000000";
