import { Link } from "@tanstack/react-router";
import { useMessages } from "../../language.tsx";
import { useContact } from "./queries.ts";

/** To the contact of an earlier import whose answer stands here. */
export function EarlierLink({ contactId }: { contactId: string }) {
  const { results } = useMessages();
  const earlier = useContact(contactId);
  if (!earlier.data) return null;
  const { id, job_id } = earlier.data.contact;
  return (
    <Link
      to="/jobs/$jobId"
      params={{ jobId: job_id }}
      search={{ contact: id }}
      className="inline-block text-accent underline-offset-4 hover:underline"
    >
      {results.trail.seeEarlier}
    </Link>
  );
}
