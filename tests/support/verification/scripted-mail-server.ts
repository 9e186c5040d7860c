import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";

/** How a scripted mail server behaves. Whatever is left out works as a friendly server does. */
export interface MailBehaviour {
  /** Null: never says anything. */
  banner?: string | null;
  dropOnConnect?: boolean;
  /** Instead of the banner: as many bytes without an end of line. */
  floodBytes?: number;
  /** Keywords offered after EHLO; STARTTLS is added by `starttls`. */
  keywords?: readonly string[];
  /** EHLO is not understood, HELO is. */
  heloOnly?: boolean;
  starttls?: "works" | "broken" | "refused" | "required";
  mail?: (from: string) => string;
  /** `count`: how many recipients this connection has named, this one included. */
  rcpt?: (to: string, count: number, connection: number) => string | null;
  /** Before each answer. */
  delayMs?: number;
  /** Between two bytes of each answer. */
  byteDelayMs?: number;
  /** Lines end with LF alone. */
  bareLf?: boolean;
  hangUpAfterRcpt?: boolean;
}

export interface ScriptedMailServer {
  port: number;
  /** What clients said, one list a connection. */
  sessions: string[][];
  /** Connections that were encrypted at the end. */
  encrypted: number;
  open: number;
  mostOpen: number;
  /** Bytes of the flood that were handed to the network. */
  flooded: number;
  close(): Promise<void>;
}

const pem = (name: string): Buffer => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url));

/** `host`: several servers share a port on addresses of their own in 127.0.0.0/8 (Linux). */
export async function startMailServer(
  behaviour: MailBehaviour = {},
  { host = "127.0.0.1", port = 0 }: { host?: string; port?: number } = {},
): Promise<ScriptedMailServer> {
  const sockets = new Set<Socket>();
  const state: ScriptedMailServer = {
    port: 0,
    sessions: [],
    encrypted: 0,
    open: 0,
    mostOpen: 0,
    flooded: 0,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };

  const server = createServer((raw) => {
    sockets.add(raw);
    state.open += 1;
    state.mostOpen = Math.max(state.mostOpen, state.open);
    raw.on("close", () => {
      sockets.delete(raw);
      state.open -= 1;
    });
    raw.on("error", () => {});
    if (behaviour.dropOnConnect) return void raw.destroy();
    if (behaviour.floodBytes !== undefined) return flood(raw, behaviour.floodBytes);
    const said: string[] = [];
    const connection = state.sessions.push(said);
    serve(raw, said, connection, false);
    if (behaviour.banner !== null) answer(raw, behaviour.banner ?? "220 mail.test ESMTP");
  });

  function flood(socket: Socket, bytes: number): void {
    let left = bytes;
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        left -= 65_536;
        state.flooded += 65_536;
        if (!socket.write("2".repeat(65_536))) return void socket.once("drain", more);
      }
    };
    more();
  }

  function answer(socket: Socket, text: string): void {
    const line = `${text}${behaviour.bareLf ? "\n" : "\r\n"}`;
    const delay = behaviour.byteDelayMs;
    if (behaviour.delayMs !== undefined) return void setTimeout(() => socket.write(line), behaviour.delayMs);
    if (delay === undefined) return void socket.write(line);
    let at = 0;
    const timer = setInterval(() => {
      if (socket.destroyed || at >= line.length) return clearInterval(timer);
      socket.write(line[at++] ?? "");
    }, delay);
  }

  function serve(socket: Socket, said: string[], connection: number, secure: boolean): void {
    let held = "";
    let recipients = 0;
    const listen = (chunk: Buffer) => {
      held += chunk.toString("utf8");
      for (let end = held.indexOf("\n"); end >= 0; end = held.indexOf("\n")) {
        const line = held.slice(0, end).replace(/\r$/, "");
        held = held.slice(end + 1);
        said.push(line);
        react(line);
      }
    };
    const react = (line: string) => {
      const verb = line.split(/[ :]/)[0]?.toUpperCase();
      const locked = behaviour.starttls === "required" && !secure;
      if (verb === "EHLO" && behaviour.heloOnly) return answer(socket, "502 5.5.2 Command not recognized");
      if (verb === "EHLO") {
        const keywords = ["mail.test greets you", ...(behaviour.keywords ?? ["PIPELINING", "8BITMIME"])];
        if (behaviour.starttls !== undefined && !secure) keywords.push("STARTTLS");
        const lines = keywords.map((word, at) => `250${at < keywords.length - 1 ? "-" : " "}${word}`);
        return answer(socket, lines.join(behaviour.bareLf ? "\n" : "\r\n"));
      }
      if (verb === "HELO") return answer(socket, "250 mail.test");
      if (verb === "STARTTLS" && behaviour.starttls === "refused") return answer(socket, "454 4.7.0 TLS not available");
      if (verb === "STARTTLS") {
        answer(socket, "220 2.0.0 Ready");
        if (behaviour.starttls === "broken") return void setTimeout(() => socket.end("this is no handshake\r\n"), 10);
        socket.removeListener("data", listen);
        const encrypted = new TLSSocket(socket, { isServer: true, key: pem("key"), cert: pem("cert") });
        encrypted.on("error", () => {});
        encrypted.once("secure", () => {
          state.encrypted += 1;
        });
        return serve(encrypted, said, connection, true);
      }
      if (verb === "QUIT") {
        answer(socket, "221 2.0.0 Bye");
        return void socket.end();
      }
      if (locked) return answer(socket, "530 5.7.0 Must issue a STARTTLS command first");
      if (verb === "MAIL") return answer(socket, behaviour.mail?.(bracketed(line)) ?? "250 2.1.0 Ok");
      if (verb === "RCPT") {
        recipients += 1;
        const reply = behaviour.rcpt?.(bracketed(line), recipients, connection);
        if (reply === null) return;
        answer(socket, reply ?? "250 2.1.5 Ok");
        if (behaviour.hangUpAfterRcpt) socket.end();
        return;
      }
      return answer(socket, "250 2.0.0 Ok");
    };
    socket.on("data", listen);
  }

  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  if (address !== null && typeof address === "object") state.port = address.port;
  return state;
}

const bracketed = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? "";

/** A friendly server with a fixed set of mailboxes. */
export const withMailboxes =
  (...locals: string[]) =>
  (to: string): string =>
    locals.includes(to.slice(0, to.lastIndexOf("@"))) ? "250 2.1.5 Ok" : "550 5.1.1 User unknown";
