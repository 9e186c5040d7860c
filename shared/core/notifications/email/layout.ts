import type { MailLocale } from "../message.ts";
import { escapeHtml } from "./escape-html.ts";

/**
 * The frame of every mail: one column, no picture, nothing loaded from elsewhere. Colours are set for light and dark;
 * clients that turn colours themselves find enough contrast either way.
 */
export function mailLayout(options: {
  locale: MailLocale;
  title: string;
  preview: string;
  body: string;
  footer: string;
}): string {
  const { locale, title, preview, body, footer } = options;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #14161b !important; }
  .card { background: #1d2027 !important; border-color: #343a46 !important; }
  .ink { color: #eceef2 !important; }
  .quiet { color: #a7aebb !important; }
  .code { background: #262b36 !important; color: #ffffff !important; border-color: #46506a !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#f4f5f8;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;">
<div style="display:none;max-height:0;overflow:hidden;">${escapeHtml(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:480px;background:#ffffff;border:1px solid #d8dbe2;border-radius:12px;">
<tr><td style="padding:28px 28px 24px;">
<p class="quiet" style="margin:0 0 16px;font-size:14px;font-weight:600;color:#545b69;">Captely</p>
<h1 class="ink" style="margin:0 0 12px;font-size:20px;line-height:1.35;color:#16181d;">${escapeHtml(title)}</h1>
${body}
<p class="quiet" style="margin:24px 0 0;font-size:13px;line-height:1.5;color:#545b69;">${escapeHtml(footer)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>`;
}

/** A paragraph of plain text. */
export const mailParagraph = (text: string): string =>
  `<p class="ink" style="margin:0 0 16px;font-size:15px;line-height:1.5;color:#16181d;">${escapeHtml(text)}</p>`;

/** A code to type in: large, spaced for the eye only, selectable as one word. */
export const mailCode = (code: string): string =>
  `<p class="code" style="margin:0 0 16px;padding:16px 8px;text-align:center;font:700 32px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:8px;color:#16181d;background:#eef0f6;border:1px solid #d8dbe2;border-radius:8px;">${escapeHtml(code)}</p>`;
