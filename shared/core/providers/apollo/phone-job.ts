import { z } from "zod";

/**
 * What has to survive between asking for phones and fetching them: the request id, and for each asked person who
 * Apollo took them for and what the match was charged. It is the job id that is stored with the batch.
 */
export interface PhoneJob {
  requestId: string;
  people: ReadonlyMap<string, { personId: string | null; credits: number }>;
}

const stored = z.object({
  request: z.string().regex(/^-?\d{1,20}$/),
  people: z.array(z.tuple([z.string(), z.string().nullable(), z.number()])).max(100),
});

export function writePhoneJob(job: PhoneJob): string {
  const people = [...job.people].map(([ref, { personId, credits }]) => [ref, personId, credits]);
  return JSON.stringify({ request: job.requestId, people });
}

/** Null for a text that `writePhoneJob` did not make. */
export function readPhoneJob(text: string): PhoneJob | null {
  try {
    const { request, people } = stored.parse(JSON.parse(text));
    return {
      requestId: request,
      people: new Map(people.map(([ref, personId, credits]) => [ref, { personId, credits }])),
    };
  } catch {
    return null;
  }
}
