import { randomBytes } from "node:crypto";
import { escapeHtml } from "#core/notifications/email/escape-html.ts";
import type { Mail } from "./mail-store.ts";

/** The mailbox as a person reads it: list beside message. Returns the page and the content security policy it needs. */
export function mailboxPage(mails: readonly Mail[], open: Mail | undefined): { html: string; policy: string } {
  const nonce = randomBytes(16).toString("base64");
  const newest = mails[0]?.id ?? "";
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mailbox${mails.length > 0 ? ` (${mails.length})` : ""}</title>
<style>${style}</style>
</head>
<body data-newest="${escapeHtml(newest)}">
<a class="skip" href="#message">Skip to the message</a>
<header><h1>Mailbox</h1><p>Every mail that Captely sent on this machine. Nothing leaves it.</p></header>
<main>
<nav aria-label="Mails">${mails.length === 0 ? "" : `<ol>${mails.map((mail) => item(mail, mail.id === open?.id)).join("")}</ol>`}</nav>
${open ? message(open) : empty}
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
  const policy = [
    "default-src 'none'",
    // The frame of a mail inherits this policy, and mails carry their styles inline.
    "style-src 'unsafe-inline'",
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src data:",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return { html, policy: policy.join("; ") };
}

function item(mail: Mail, current: boolean): string {
  return `<li><a href="?message=${encodeURIComponent(mail.id)}"${current ? ' aria-current="page"' : ""}>
<strong>${escapeHtml(mail.subject)}</strong><span>${escapeHtml(mail.to)}</span>
<time datetime="${escapeHtml(mail.sent_at)}">${escapeHtml(mail.sent_at.replace("T", " ").slice(0, 19))} UTC</time></a></li>`;
}

/** The mail's own HTML is shown in a frame that may do nothing: no script, no form, no navigation. */
function message(mail: Mail): string {
  return `<article id="message" tabindex="-1" aria-labelledby="subject">
<h2 id="subject">${escapeHtml(mail.subject)}</h2>
<dl><dt>To</dt><dd>${escapeHtml(mail.to)}</dd><dt>Sent</dt><dd><time datetime="${escapeHtml(mail.sent_at)}">${escapeHtml(mail.sent_at)}</time></dd></dl>
<iframe title="${escapeHtml(`Mail: ${mail.subject}`)}" sandbox="" srcdoc="${escapeHtml(mail.html)}"></iframe>
<details><summary>As plain text</summary><pre tabindex="0">${escapeHtml(mail.text)}</pre></details>
</article>`;
}

const empty = `<article id="message" tabindex="-1"><h2>No mail yet</h2>
<p>Sign up on the dashboard: the six-digit code arrives here within a second.</p></article>`;

/** Looks for newer mail every two seconds; times become local ones. */
const script = `
for (const time of document.querySelectorAll("time")) time.textContent = new Date(time.dateTime).toLocaleString();
const newest = document.body.dataset.newest;
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch("/mailbox/messages" + location.search.replace(/[?&]message=[^&]*/, "")).catch(() => null);
  if (!answer || !answer.ok) return;
  const mails = await answer.json();
  if ((mails[0]?.id ?? "") !== newest) location.assign("/mailbox");
}, 2000);
`;

const style = `
:root { color-scheme: light dark; --line: #d8dbe2; --soft: #f4f5f8; --ink: #16181d; --quiet: #545b69; --accent: #2f4bd8; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --line: #343a46; --soft: #1d2027; --ink: #eceef2; --quiet: #a7aebb; --accent: #9db0ff; --page: #14161b; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); }
header { padding: 1rem 1.25rem; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.1rem; } header p { margin: .15rem 0 0; color: var(--quiet); }
main { display: grid; grid-template-columns: minmax(14rem, 22rem) 1fr; min-height: calc(100vh - 5rem); }
nav { border-right: 1px solid var(--line); overflow: auto; }
ol { list-style: none; margin: 0; padding: 0; }
nav a { display: grid; gap: .1rem; padding: .7rem 1.25rem; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line); }
nav a:hover { background: var(--soft); } nav a[aria-current] { background: var(--soft); box-shadow: inset 3px 0 var(--accent); }
nav span, time, dt, article > p { color: var(--quiet); } nav time { font-size: .85rem; }
article { padding: 1.25rem; display: flex; flex-direction: column; gap: .75rem; min-width: 0; outline: none; }
h2 { margin: 0; font-size: 1.25rem; } p { margin: 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem .75rem; margin: 0; } dd { margin: 0; }
dd, nav span, h2 { overflow-wrap: anywhere; }
iframe { flex: 1; min-height: 26rem; width: 100%; border: 1px solid var(--line); border-radius: 8px; }
pre { white-space: pre-wrap; background: var(--soft); padding: .75rem; border-radius: 8px; overflow: auto; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .25rem .5rem; }
@media (max-width: 44rem) { main { grid-template-columns: 1fr; } nav { border-right: 0; max-height: 40vh; } }
`;
