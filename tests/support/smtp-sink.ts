import { createServer, type Socket } from "node:net";

export interface SmtpSink {
  port: number;
  /** Each mail as it came after DATA. */
  mails: string[];
  close(): Promise<void>;
}

/** A mail server that takes everything, or that answers `reply` to the recipient. */
export async function startSmtpSink({ reply = "250 fine" } = {}): Promise<SmtpSink> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let buffer = "";
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 sink.test ready");
    socket.on("data", (chunk) => {
      buffer += chunk.toString();
      for (;;) {
        const end = buffer.indexOf(inData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) {
          mails.push(part);
          inData = false;
          say("250 taken");
        } else if (/^EHLO|^HELO/i.test(part)) say("250 sink.test");
        else if (/^RCPT/i.test(part)) say(reply);
        else if (/^DATA/i.test(part)) {
          inData = true;
          say("354 go on");
        } else if (/^QUIT/i.test(part)) socket.end("221 bye\r\n");
        else say("250 fine");
      }
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    mails,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
