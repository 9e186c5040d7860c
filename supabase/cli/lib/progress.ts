import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  update(done: number, note: string): void;
  /** A sentence that stays on the screen. */
  say(sentence: string): void;
  end(): void;
}

/** A bar on a terminal, plain lines at most every five seconds otherwise. Writes to stderr only. */
export function openProgress(total: number, now: () => number): Progress {
  return process.stderr.isTTY ? openBar(total) : openLines(total, now);
}

function openBar(total: number): Progress {
  const bar = new SingleBar(
    { format: "{bar} {value} of {total} · {note}", stream: process.stderr, hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  bar.start(total, 0, { note: "" });
  return {
    update: (done, note) => bar.update(done, { note }),
    say: (sentence) => process.stderr.write(`\n${sentence}\n`),
    end: () => bar.stop(),
  };
}

const lineEveryMs = 5_000;

function openLines(total: number, now: () => number): Progress {
  let last = Number.NEGATIVE_INFINITY;
  let written = "";
  const write = (line: string) => {
    if (line !== written) process.stderr.write(`${line}\n`);
    written = line;
  };
  return {
    update: (done, note) => {
      if (now() - last < lineEveryMs && done < total) return;
      last = now();
      write(`${done} of ${total} · ${note}`);
    },
    say: write,
    end: () => {},
  };
}
