import type { ReactNode } from "react";
import { cn } from "#ui/cn.ts";
import { CopyButton } from "#ui/copy-button.tsx";
import { useMessages } from "../../language.tsx";
import { curlExample, type Route, type SchemaNode, schemaLines } from "./read-openapi.ts";

const methodStyles: Record<string, string> = {
  GET: "text-on-accent-soft bg-accent-soft",
  POST: "text-on-good-soft bg-good-soft",
  DELETE: "text-on-bad-soft bg-bad-soft",
};

export function MethodBadge({ method }: { method: string }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 w-12 shrink-0 items-center justify-center rounded-sm text-2xs font-semibold",
        methodStyles[method] ?? "bg-sunken text-ink-soft",
      )}
    >
      {method}
    </span>
  );
}

interface RouteSectionProps {
  route: Route;
  base: string;
  schemas: Record<string, SchemaNode>;
}

export function RouteSection({ route, base, schemas }: RouteSectionProps) {
  const { reference: texts, common } = useMessages();
  const curl = curlExample(route, base);
  const success = route.answers.find((answer) => answer.status.startsWith("2"));
  return (
    <section id={route.id} className="grid scroll-mt-20 gap-4 border-t border-line pt-8 lg:scroll-mt-8">
      <div className="grid gap-1.5">
        <h2 className="text-lg">{route.summary || route.path}</h2>
        <p className="flex flex-wrap items-center gap-2">
          <MethodBadge method={route.method} />
          <code className="font-mono text-sm break-all">{route.path.replace(/^\/api/, "")}</code>
          {route.isPublic ? <span className="text-xs text-ink-faint">{texts.publicRoute}</span> : null}
        </p>
        {route.description ? <p className="max-w-3xl text-ink-soft">{route.description}</p> : null}
      </div>
      <div className="grid items-start gap-6 2xl:grid-cols-2">
        <div className="grid min-w-0 gap-5">
          {route.parameters.length > 0 ? (
            <Part title={texts.parameters}>
              <Lines
                lines={route.parameters.map((parameter) => ({
                  name: parameter.name,
                  depth: 0,
                  type: `${parameter.type} · ${parameter.where}`,
                  required: parameter.required,
                  description: parameter.description,
                }))}
              />
            </Part>
          ) : null}
          {route.body ? (
            <Part title={`${texts.body} · ${route.body.mediaType}`}>
              <Lines lines={schemaLines(route.body.schema, schemas)} />
            </Part>
          ) : null}
          <Part title={texts.answers}>
            <ul className="divide-y divide-line rounded-md border border-line">
              {route.answers.map((answer) => (
                <li key={answer.status} className="flex gap-3 px-3 py-2">
                  <code className="w-9 shrink-0 font-mono text-xs leading-5">{answer.status}</code>
                  <span className="text-ink-soft">{answer.description}</span>
                </li>
              ))}
            </ul>
          </Part>
        </div>
        <div className="grid min-w-0 gap-3">
          <Block
            label={texts.example}
            of={route.id}
            text={curl}
            copyLabel={common.copy("curl")}
            copiedLabel={common.copied}
          />
          {success?.example === undefined ? null : (
            <Block
              label={`${texts.answers} ${success.status}`}
              of={route.id}
              text={JSON.stringify(success.example, null, 2)}
              copyLabel={common.copy("JSON")}
              copiedLabel={common.copied}
            />
          )}
        </div>
      </div>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </div>
  );
}

function Lines({ lines }: { lines: ReturnType<typeof schemaLines> }) {
  const { reference: texts } = useMessages();
  return (
    <ul className="divide-y divide-line rounded-md border border-line">
      {lines.map((line, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of an unchanging document, names may repeat
          key={index}
          className="grid gap-0.5 py-2 pr-3"
          style={{ paddingLeft: `${0.75 + line.depth}rem` }}
        >
          <p className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-xs font-semibold">{line.name}</code>
            <span className="text-xs break-all text-ink-faint">{line.type}</span>
            {line.required ? <span className="text-xs text-on-warn-soft">{texts.required}</span> : null}
          </p>
          {line.description ? <p className="text-xs text-ink-soft">{line.description}</p> : null}
        </li>
      ))}
    </ul>
  );
}

interface BlockProps {
  label: string;
  /** Tells the block from those of other routes. */
  of: string;
  text: string;
  copyLabel: string;
  copiedLabel: string;
}

function Block({ label, of, text, copyLabel, copiedLabel }: BlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between border-b border-line py-1 pr-1 pl-3 text-xs text-ink-soft">
        {label}
        <CopyButton text={text} label={copyLabel} copiedLabel={copiedLabel} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section aria-label={`${label}, ${of}`} tabIndex={0} className="max-h-80 overflow-auto">
        <pre className="p-3 font-mono text-xs">{text}</pre>
      </section>
    </figure>
  );
}
