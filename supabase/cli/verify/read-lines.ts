export interface InputLine {
  number: number;
  /** Null: longer than the limit, and dropped. */
  text: string | null;
}

const maxLineChars = 100_000;

/** The lines of a byte stream, as UTF-8. A line without end costs no more memory than the limit. */
export async function* readLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<InputLine> {
  const decoder = new TextDecoder();
  let held = "";
  let number = 0;
  let tooLong = false;
  const line = (text: string): InputLine => {
    number += 1;
    const result = { number, text: tooLong || text.length > maxLineChars ? null : text.replace(/\r$/, "") };
    tooLong = false;
    return result;
  };
  for await (const chunk of input) {
    held += decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = held.indexOf("\n"); end >= 0; end = held.indexOf("\n", start)) {
      yield line(held.slice(start, end));
      start = end + 1;
    }
    held = held.slice(start);
    if (held.length > maxLineChars) {
      tooLong = true;
      held = "";
    }
  }
  held += decoder.decode();
  if (held !== "" || tooLong) yield line(held);
}
