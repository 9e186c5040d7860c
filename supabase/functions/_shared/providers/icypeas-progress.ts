export interface Page {
  /** Bookmark that leads to this page; null for the first. */
  sorts: unknown[] | null;
  /** Every row of it is final: it need not be read again. */
  final: boolean;
}

/**
 * What this process knows of jobs under way. It only saves reads: without it (another worker, a restart) everything is
 * read from the start.
 */
export interface Progress {
  pages: Page[];
  /** All pages were read once while the bulk was still running. */
  wasRead: boolean;
  /** Share of finished rows when rows were last read. */
  readShare: number;
  /** Polls in a row in which the provider did not know the job. */
  unknown: number;
}

const remembered = 2_000;
const jobs = new Map<string, Progress>();

export const firstPage = (): Page[] => [{ sorts: null, final: false }];

export function progressOf(job: string): Progress {
  const known = jobs.get(job);
  if (known !== undefined) return known;
  const fresh: Progress = { pages: firstPage(), wasRead: false, readShare: 0, unknown: 0 };
  jobs.set(job, fresh);
  const oldest = jobs.size > remembered ? jobs.keys().next().value : undefined;
  if (oldest !== undefined) jobs.delete(oldest);
  return fresh;
}

export function forgetProgress(job: string): void {
  jobs.delete(job);
}
