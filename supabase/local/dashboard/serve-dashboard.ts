import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { dashboardFolder } from "./build-dashboard.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

/** Scripts come from this origin alone; inline styles are needed by the parts that place popovers. */
const securityHeaders: Record<string, string> = {
  "content-security-policy": [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cross-origin-opener-policy": "same-origin",
};

/** A file of the built dashboard; any other path without an extension is a screen, which index.html draws. */
export function serveDashboard(request: Request): Response {
  if (request.method !== "GET" && request.method !== "HEAD") return new Response("Method not allowed", { status: 405 });
  const file = fileFor(new URL(request.url).pathname);
  if (!file) return new Response("Not found", { status: 404, headers: securityHeaders });
  const hashed = file.startsWith(join(dashboardFolder, "assets"));
  const headers = {
    ...securityHeaders,
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(readFileSync(file), { headers });
}

function fileFor(pathname: string): string | null {
  let path: string;
  try {
    path = normalize(decodeURIComponent(pathname));
  } catch {
    return null;
  }
  if (path.includes("\0") || path.split(/[\\/]/).some((part) => part.startsWith("."))) return null;
  const file = join(dashboardFolder, path);
  if (existsSync(file) && statSync(file).isFile()) return file;
  const index = join(dashboardFolder, "index.html");
  return extname(path) === "" && existsSync(index) ? index : null;
}
