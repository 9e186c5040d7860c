import { readEnv } from "./env.ts";

/** Values a log line may carry. Keys, tokens, codes and bodies do not belong there. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** `error` gives its message; its stack only when DEBUG is set. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

type Write = (level: "debug" | "info" | "warn" | "error", line: string) => void;

/** One JSON line an event, on stderr, which hosted projects collect and the local gateway passes on. */
export function createLog(scope: string, write: Write = writeToConsole): Log {
  const line = (level: "debug" | "info" | "warn" | "error", event: string, fields: LogFields = {}) =>
    write(level, JSON.stringify({ level, scope, event, ...fields }));
  return {
    debug: (event, fields) => {
      if (readEnv("DEBUG")) line("debug", event, fields);
    },
    info: (event, fields) => line("info", event, fields),
    warn: (event, fields) => line("warn", event, fields),
    error: (event, error, fields) => {
      const message = error instanceof Error ? error.message : String(error);
      const stack = error instanceof Error && readEnv("DEBUG") ? error.stack : undefined;
      line("error", event, { ...fields, message, stack });
    },
  };
}

/** Always stderr: the command line runs the same code, and its stdout carries results only. */
const writeToConsole: Write = (_level, line) => console.error(line);
