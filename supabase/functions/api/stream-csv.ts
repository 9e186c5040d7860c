/** A text that is made page by page, as the body of an answer. `first` is there already: a fault in it was still an honest error. */
export function streamOf(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string, void> | null = first;
  return new ReadableStream({
    async pull(controller) {
      const part: IteratorResult<string, void> = next ?? (await rest.next());
      next = null;
      if (part.done) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    async cancel() {
      await rest.return();
    },
  });
}

/** A file name that every system takes, and the list's own for browsers that read it (RFC 6266). */
export function csvDisposition(name: string, suffix: string): string {
  const bare = name.replace(/\.(?:csv|tsv|txt|xlsx)$/i, "").trim() || "captely";
  const ascii = bare.replace(/[^A-Za-z0-9 _-]+/g, "_").slice(0, 80);
  const encoded = encodeURIComponent(bare.slice(0, 80).toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}-${suffix}.csv"; filename*=UTF-8''${encoded}-${suffix}.csv`;
}
