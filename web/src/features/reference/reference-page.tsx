import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { CopyButton } from "#ui/copy-button.tsx";
import { Input } from "#ui/input.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useApi, useApp, useUser } from "../../app-context.tsx";
import { useMessages } from "../../language.tsx";
import { AppShell } from "../../shell/app-shell.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { PublicShell } from "../../shell/public-shell.tsx";
import { openApiSchema, type Route, readRoutes } from "./read-openapi.ts";
import { MethodBadge, RouteSection } from "./route-section.tsx";

/** The API's own description, drawn in the look of the product. */
export function ReferencePage() {
  const user = useUser();
  const Shell = user === null ? PublicShell : AppShell;
  return (
    <Shell>
      <Reference />
    </Shell>
  );
}

function Reference() {
  const { reference: texts } = useMessages();
  const { config } = useApp();
  const api = useApi();
  const [filter, setFilter] = useState("");
  const document = useQuery({
    queryKey: ["openapi"],
    queryFn: ({ signal }) => api.call(openApiSchema, "/openapi.json", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const routes = useMemo(() => (document.data ? readRoutes(document.data) : []), [document.data]);
  const word = filter.trim().toLowerCase();
  const shown = routes.filter((route) => `${route.method} ${route.path} ${route.summary}`.toLowerCase().includes(word));
  // Paths in the document begin with the function's name, which the base address has already.
  const base = config.api_url.replace(/\/api$/, "");

  return (
    <>
      <PageHeader
        title={texts.title}
        {...(document.data ? { description: document.data.info.description?.split("\n\n")[0] } : {})}
        actions={
          <a href={`${config.api_url}/openapi.json`} className="text-accent underline-offset-4 hover:underline">
            {texts.download}
          </a>
        }
      />
      {document.isError ? (
        <LoadFailure error={document.error} onRetry={() => void document.refetch()} />
      ) : document.data ? (
        <div className="grid items-start gap-8 xl:grid-cols-[16rem_minmax(0,1fr)]">
          <Contents routes={shown} filter={filter} onFilter={setFilter} />
          <div className="grid min-w-0 gap-10">
            <section className="grid gap-3">
              <p className="flex flex-wrap items-center gap-2">
                <span className="text-ink-soft">{texts.base}</span>
                <code className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-xs break-all">{config.api_url}</code>
                <CopyButton text={config.api_url} label={texts.base} copiedLabel={texts.base} />
              </p>
              <p className="text-ink-soft">{texts.auth}</p>
              {document.data.info.description
                ?.split("\n\n")
                .slice(1)
                .map((paragraph) => (
                  <p key={paragraph} className="max-w-3xl text-ink-soft">
                    <Code text={paragraph} />
                  </p>
                ))}
            </section>
            {shown.map((route) => (
              <RouteSection
                key={route.id}
                route={route}
                base={base}
                schemas={document.data.components?.schemas ?? {}}
              />
            ))}
            {shown.length === 0 ? <p className="text-ink-soft">{texts.noMatch}</p> : null}
          </div>
        </div>
      ) : (
        <div className="grid gap-6">
          {["a", "b", "c", "d", "e", "f"].map((row) => (
            <Skeleton key={row} className="h-5" />
          ))}
        </div>
      )}
    </>
  );
}

interface ContentsProps {
  routes: Route[];
  filter: string;
  onFilter: (filter: string) => void;
}

function Contents({ routes, filter, onFilter }: ContentsProps) {
  const { reference: texts } = useMessages();
  const tags = [...new Set(routes.map((route) => route.tag))];
  return (
    <nav
      aria-label={texts.contents}
      className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:sticky xl:top-7 xl:-m-1 xl:max-h-[calc(100dvh-3.5rem)] xl:overflow-y-auto xl:p-1"
    >
      <Input
        type="search"
        aria-label={texts.search}
        placeholder={texts.search}
        value={filter}
        onChange={(event) => onFilter(event.target.value)}
      />
      <div className="grid gap-4 max-xl:hidden">
        {tags.map((tag) => (
          <div key={tag} className="grid gap-0.5">
            <h2 className="text-xs font-normal tracking-normal text-ink-faint">{tag}</h2>
            {routes
              .filter((route) => route.tag === tag)
              .map((route) => (
                <a
                  key={route.id}
                  href={`#${route.id}`}
                  className="flex min-h-7 items-center gap-2 rounded-sm text-xs text-ink-soft hover:text-ink"
                >
                  <MethodBadge method={route.method} />
                  <span className="truncate font-mono">{route.path.replace(/^\/api/, "")}</span>
                </a>
              ))}
          </div>
        ))}
      </div>
    </nav>
  );
}

/** Text in which `this` is code. */
export function Code({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one unchanging text
      <code key={index} className="rounded-sm bg-sunken px-1 font-mono text-xs">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
