import { Card } from "#ui/card.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useMessages } from "../../language.tsx";

/** The list of jobs before it is there, in its own geometry. */
export function JobsSkeleton() {
  const messages = useMessages();
  return (
    <Card className="overflow-hidden">
      <p role="status" className="sr-only">
        {messages.common.loading}
      </p>
      {["a", "b", "c", "d"].map((row) => (
        <div key={row} className="flex h-16 items-center gap-6 border-b border-line px-4 last:border-0">
          <div className="grid grow gap-2">
            <Skeleton className="w-48 max-w-full" />
            <Skeleton className="h-3 w-24" />
          </div>
          <Skeleton className="h-5 w-20" />
          <Skeleton className="w-24 max-sm:hidden" />
        </div>
      ))}
    </Card>
  );
}
