import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import type { MailStore } from "./mail-store.ts";
import { mailboxPage } from "./page.ts";

const incomingSchema = z.object({
  to: z.string().min(3).max(320),
  subject: z.string().max(998),
  text: z.string().max(500_000),
  html: z.string().max(500_000),
});

/** Codes are read here, so no other site may: a page that points its own name at this machine is turned away. */
const ownHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** `/mailbox`: what a mail server would be on this machine, for people (a page) and for programs (JSON). */
export function mailboxRoutes(store: MailStore, secret: string): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (!ownHosts.has(new URL(c.req.url).hostname)) return c.text("The mailbox is read on this machine only.", 403);
    c.header("cache-control", "no-store");
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    await next();
  });
  app.get("/messages", (c) => c.json(store.list(c.req.query("to"))));
  app.post("/messages", async (c) => {
    if (!sameText(c.req.header("authorization") ?? "", `Bearer ${secret}`))
      return c.json({ error: "unauthorized" }, 401);
    const mail = incomingSchema.safeParse(await c.req.json().catch(() => null));
    if (!mail.success) return c.json({ error: "This is no mail: to, subject, text and html are needed." }, 422);
    return c.json({ id: store.add(mail.data).id }, 201);
  });
  app.get("/", (c) => {
    const mails = store.list(c.req.query("to"));
    const wanted = c.req.query("message");
    const page = mailboxPage(mails, wanted ? store.find(wanted) : mails[0]);
    c.header("content-security-policy", page.policy);
    return c.html(page.html);
  });
  return app;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
