/**
 * Works on up to `concurrency` items at once and hands the results over in input order, each as soon as those before it
 * are there. No more than `window` items are held, so a slow one or a slow reader slows the input down.
 */
export async function inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result> | Result,
  deliver: (result: Result) => Promise<void>,
  { concurrency, window = concurrency * 8 }: { concurrency: number; window?: number },
): Promise<void> {
  const started: Promise<Result>[] = [];
  let running = 0;
  let ended = false;
  let failed = false;
  // Two sides wait on each other's progress; each change wakes whoever sleeps.
  const sleepers: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => sleepers.push(resolve));
  const stir = () => {
    for (const resolve of sleepers.splice(0)) resolve();
  };

  async function run(item: Item): Promise<Result> {
    running += 1;
    try {
      return await work(item);
    } finally {
      running -= 1;
      stir();
    }
  }

  async function feed(): Promise<void> {
    for await (const item of items) {
      while (!failed && (running >= concurrency || started.length >= window)) await sleep();
      if (failed) return;
      const result = run(item);
      // Whoever delivers it sees the error; until then it must not count as unhandled.
      result.catch(() => {});
      started.push(result);
      stir();
    }
  }

  async function drain(): Promise<void> {
    for (;;) {
      const next = started[0];
      if (next === undefined) {
        if (ended) return;
        await sleep();
        continue;
      }
      await deliver(await next);
      // Delivered: it was only a place in the line.
      void started.shift();
      stir();
    }
  }

  const fed = feed().finally(() => {
    ended = true;
    stir();
  });
  const drained = drain().catch((error: unknown) => {
    failed = true;
    stir();
    throw error;
  });
  await Promise.all([fed, drained]);
}
