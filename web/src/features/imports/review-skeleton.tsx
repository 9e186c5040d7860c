import { Card } from "#ui/card.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useMessages } from "../../language.tsx";

export function ReviewSkeleton() {
  const { common } = useMessages();
  return (
    <>
      <p role="status" className="sr-only">
        {common.loading}
      </p>
      <Card className="h-20" />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Card className="grid h-96 content-start gap-4 p-5">
          <Skeleton className="h-5 w-40" />
          {["a", "b", "c", "d", "e", "f"].map((row) => (
            <Skeleton key={row} />
          ))}
        </Card>
        <Card className="grid h-96 content-start gap-4 p-5">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-8" />
          <Skeleton className="h-24" />
        </Card>
      </div>
    </>
  );
}
