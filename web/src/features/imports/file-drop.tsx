import { FileSpreadsheet, Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { cn } from "#ui/cn.ts";
import { useMessages } from "../../language.tsx";

interface FileDropProps {
  onFile: (file: File) => void;
  /** A file is being read: its name. */
  reading?: string | null;
}

const accepted = ".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A place to drop a file on, and a button that opens the picker for everybody else. */
export function FileDrop({ onFile, reading = null }: FileDropProps) {
  const { drop } = useMessages().imports;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function take(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && reading === null) onFile(file);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; the button below does the same by keyboard
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={take}
      className={cn(
        "grid justify-items-center gap-4 rounded-lg border-2 border-dashed border-line-strong/60 bg-surface px-6 py-12 text-center transition-colors sm:py-16",
        over && "border-accent bg-accent-soft",
      )}
    >
      <FileSpreadsheet aria-hidden className="size-8 text-ink-faint" strokeWidth={1.5} />
      <div className="grid gap-1">
        <p className="text-lg font-semibold" aria-live="polite">
          {reading === null ? (over ? drop.release : drop.title) : drop.reading(reading)}
        </p>
        <p className="max-w-md text-sm text-pretty text-ink-soft">{drop.limits}</p>
      </div>
      <label className="control-height inline-flex min-h-10 cursor-pointer items-center gap-2 rounded-md bg-action px-4 font-semibold text-on-action transition-colors hover:bg-action-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:opacity-50">
        <Upload aria-hidden className="size-4" />
        {drop.choose}
        <input
          ref={input}
          type="file"
          accept={accepted}
          disabled={reading !== null}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be taken again after it was mended.
            event.target.value = "";
            if (file) onFile(file);
          }}
        />
      </label>
      <p className="text-xs text-ink-faint">{drop.privacy}</p>
    </div>
  );
}
