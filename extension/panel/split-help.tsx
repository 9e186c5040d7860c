import { useMemo } from "react";
import { splitSearch } from "#core/capture/search/split-search.ts";
import { Notice } from "#ui/notice.tsx";
import { useLanguage } from "./language.tsx";

/** A search that is larger than what LinkedIn shows of it, in parts that are not. The user opens them. */
export function SplitHelp({ url, total, shown }: { url: string; total: number; shown: number }) {
  const texts = useLanguage().messages.capture.split;
  const split = useMemo(() => splitSearch(url), [url]);
  return (
    <Notice tone="warn" title={texts.title(shown, total)}>
      {split === null ? (
        texts.cannot
      ) : (
        <details>
          <summary className="cursor-pointer">{texts.by[split.by]}</summary>
          <ul className="flex flex-wrap gap-x-3 gap-y-1 py-1">
            {split.parts.map((part) => (
              <li key={part.url}>
                <a
                  className="font-semibold underline underline-offset-4"
                  href={part.url}
                  target="_blank"
                  rel="noreferrer"
                >
                  {part.name}
                </a>
              </li>
            ))}
          </ul>
          <p>{texts.note}</p>
        </details>
      )}
    </Notice>
  );
}
