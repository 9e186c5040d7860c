import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Why a conversation ended without an answer. `tls_broken`: the handshake failed, the server may talk without it. */
export type SmtpFaultReason = "no_connection" | "connection_lost" | "timeout" | "protocol_error" | "tls_broken";

export class SmtpFault extends Error {
  readonly reason: SmtpFaultReason;

  constructor(reason: SmtpFaultReason, message: string) {
    super(message);
    this.name = "SmtpFault";
    this.reason = reason;
  }
}

export interface SmtpReply {
  code: number;
  /** The lines with their codes, joined by a space. */
  text: string;
  lines: readonly string[];
}

/** RFC 5321 allows 512 octets a line; some servers write more. Beyond these the server is broken or hostile. */
const maxLineBytes = 4_096;
const maxReplyBytes = 65_536;

/** Splits what arrives into replies. Takes CRLF and bare LF; never holds more than one reply's limit. */
class ReplyReader {
  #held = "";
  #lines: string[] = [];
  #bytes = 0;

  /** The complete reply, or null when more has to come. Throws on what is no SMTP. */
  push(chunk: string): SmtpReply | null {
    this.#held += chunk;
    this.#bytes += chunk.length;
    if (this.#bytes > maxReplyBytes) throw new SmtpFault("protocol_error", "The reply does not end.");
    for (;;) {
      const end = this.#held.indexOf("\n");
      if (end < 0 && this.#held.length > maxLineBytes) throw new SmtpFault("protocol_error", "The line does not end.");
      if (end < 0) return null;
      const line = this.#held.slice(0, end).replace(/\r$/, "");
      this.#held = this.#held.slice(end + 1);
      if (line.length > maxLineBytes) throw new SmtpFault("protocol_error", "The line is too long.");
      const match = /^([2-5]\d\d)(?:([ -])|$)/.exec(line);
      if (match === null) throw new SmtpFault("protocol_error", "This is not SMTP.");
      this.#lines.push(line);
      if (match[2] === "-") continue;
      const reply = { code: Number(match[1]), text: this.#lines.join(" "), lines: this.#lines };
      this.reset();
      return reply;
    }
  }

  /** Forgets what came unasked: pipelined text before a TLS handshake would count as the server's later answer. */
  reset(): void {
    this.#held = "";
    this.#lines = [];
    this.#bytes = 0;
  }
}

/** One connection to one address. Every wait has its own limit from first to last byte, so a trickle is cut as well. */
export class SmtpConnection {
  #socket: Socket;
  #reader = new ReplyReader();
  #waiting: { resolve: (reply: SmtpReply) => void; reject: (fault: SmtpFault) => void } | null = null;
  #ended: SmtpFault | null = null;
  #early: SmtpReply | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen(socket);
  }

  /** Resolves when the connection stands; the banner is the first `reply`. */
  static open(address: string, port: number, timeoutMs: number): Promise<SmtpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connectTcp({ host: address, port });
      const timer = setTimeout(() => {
        socket.destroy();
        reject(new SmtpFault("no_connection", "The connection was not taken in time."));
      }, timeoutMs);
      socket.once("error", () => {
        clearTimeout(timer);
        reject(new SmtpFault("no_connection", "The connection was refused."));
      });
      socket.once("connect", () => {
        clearTimeout(timer);
        socket.setNoDelay(true);
        resolve(new SmtpConnection(socket));
      });
    });
  }

  #listen(socket: Socket): void {
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => this.#take(chunk));
    const lost = () => this.#fail(new SmtpFault("connection_lost", "The server hung up."));
    socket.on("error", lost);
    socket.on("close", lost);
  }

  #take(chunk: string): void {
    if (this.#ended !== null) return;
    try {
      const reply = this.#reader.push(chunk);
      if (reply === null) return;
      if (this.#waiting === null) this.#early = reply;
      else this.#waiting.resolve(reply);
    } catch (fault) {
      this.#fail(fault instanceof SmtpFault ? fault : new SmtpFault("protocol_error", String(fault)));
    }
  }

  #fail(fault: SmtpFault): void {
    this.#ended ??= fault;
    this.#waiting?.reject(this.#ended);
    this.#socket.destroy();
  }

  /** The next reply. */
  reply(timeoutMs: number): Promise<SmtpReply> {
    const early = this.#early;
    this.#early = null;
    // A 421 that came just before the server hung up is an answer.
    if (early !== null) return Promise.resolve(early);
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(new SmtpFault("timeout", "The server took too long.")), timeoutMs);
      const settle = () => {
        clearTimeout(timer);
        this.#waiting = null;
      };
      this.#waiting = {
        resolve: (reply) => {
          settle();
          resolve(reply);
        },
        reject: (fault) => {
          settle();
          reject(fault);
        },
      };
    });
  }

  command(line: string, timeoutMs: number): Promise<SmtpReply> {
    // The last gate before the wire: nothing that could be a second command.
    if (/[\r\n\0]/.test(line))
      return Promise.reject(new SmtpFault("protocol_error", "The command holds a line break."));
    // What came unasked belongs to no command; only a farewell still answers this one.
    if (this.#early?.code !== 421) this.#early = null;
    this.#reader.reset();
    if (this.#ended === null) this.#socket.write(`${line}\r\n`);
    return this.reply(timeoutMs);
  }

  /** The TLS handshake after a 220. Certificates are not checked: mail servers' seldom match, and nothing secret is sent. */
  upgrade(servername: string, timeoutMs: number): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners("data");
    plain.removeAllListeners("close");
    plain.removeAllListeners("error");
    plain.on("error", () => {});
    this.#reader.reset();
    this.#early = null;
    return new Promise((resolve, reject) => {
      const broken = () => {
        clearTimeout(timer);
        this.#ended = new SmtpFault("tls_broken", "The TLS handshake failed.");
        plain.destroy();
        reject(this.#ended);
      };
      const timer = setTimeout(broken, timeoutMs);
      const secure = connectTls({ socket: plain, servername, rejectUnauthorized: false, minVersion: "TLSv1" });
      secure.once("error", broken);
      // A second fault of a connection that is given up must not end the process.
      secure.on("error", () => {});
      plain.once("close", broken);
      secure.once("secureConnect", () => {
        clearTimeout(timer);
        secure.removeListener("error", broken);
        plain.removeListener("close", broken);
        this.#socket = secure;
        this.#listen(secure);
        resolve();
      });
    });
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? "127.0.0.1";
  }

  /** Says QUIT and hangs up without waiting for more than a moment. */
  async quit(timeoutMs: number): Promise<void> {
    if (this.#ended === null) await this.command("QUIT", timeoutMs).catch(() => {});
    this.close();
  }

  close(): void {
    this.#ended ??= new SmtpFault("connection_lost", "Closed by us.");
    this.#socket.destroy();
  }
}
