import { once } from "node:events";
import { existsSync } from "node:fs";
import { runCommand, UsageError } from "./lib/run-command.ts";
import { emailUsage } from "./verify/email-options.ts";
import { inOrder } from "./verify/in-order.ts";
import type { LineCommand, OpenLineCommand } from "./verify/line-command.ts";
import { type InputLine, readLines } from "./verify/read-lines.ts";

const usage = `Usage: ${emailUsage}
       npm run verify -- phone [--region FR] [--lookup]
       npm run verify -- smtp-reply
One JSON object a line on stdin, one answer a line on stdout, in the same order.`;

/** Each command is a module of its own, loaded only when it is asked for: phone tables are large. */
async function openCommand(name: string, argv: readonly string[]): Promise<LineCommand> {
  const file = new URL(`./verify/${name}.ts`, import.meta.url);
  if (!["email", "phone", "smtp-reply"].includes(name) || !existsSync(file)) throw new UsageError(usage);
  const { openLineCommand } = (await import(file.href)) as { openLineCommand: OpenLineCommand };
  return openLineCommand(argv);
}

function readRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const isBlank = ({ text }: InputLine): boolean => text !== null && text.trim() === "";

async function* withoutBlanks(lines: AsyncIterable<InputLine>): AsyncGenerator<InputLine> {
  for await (const line of lines) if (!isBlank(line)) yield line;
}

/** Says how far it is, every five seconds. How many lines there are, nobody knows before the end. */
function openCounter() {
  let done = 0;
  let bad = 0;
  const say = () => process.stderr.write(`${done} done\n`);
  const timer = setInterval(say, 5_000);
  timer.unref();
  return {
    count: (wasBad: boolean) => {
      done += 1;
      if (wasBad) bad += 1;
    },
    end: () => {
      clearInterval(timer);
      say();
      if (bad > 0) process.stderr.write(`${bad} of them could not be read; their lines say why.\n`);
    },
  };
}

/** JSON leaves these as they are, and readers that split at any line end (Python's `splitlines`) would cut a line there. */
const lineEnds = /[\u0085\u2028\u2029]/g;
const toLine = (result: object): string =>
  `${JSON.stringify(result).replace(lineEnds, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;

await runCommand(async (signal) => {
  const [name = "", ...argv] = process.argv.slice(2);
  if (["--help", "-h", "help"].includes(name) || argv.includes("--help")) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const command = await openCommand(name, argv);
  const counter = openCounter();
  signal.addEventListener("abort", () => process.stdin.destroy());

  function work(line: InputLine): Promise<object> | object {
    if (line.text === null) return command.refuse("", `Line ${line.number} is longer than 100,000 characters.`);
    const record = readRecord(line.text);
    if (record !== null) return command.answer(record);
    return command.refuse(line.text.slice(0, 200), `Line ${line.number} is no JSON object.`);
  }
  async function deliver(result: object): Promise<void> {
    counter.count("error" in result);
    // A reader slower than we are holds the input back instead of filling our memory.
    if (!process.stdout.write(toLine(result))) await once(process.stdout, "drain");
  }
  await inOrder(withoutBlanks(readLines(process.stdin)), work, deliver, { concurrency: command.concurrency });
  counter.end();
});
