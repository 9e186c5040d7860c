import { useState } from "react";
import type { AccountSummary } from "#contracts/extension-messages.ts";
import { isRowsPage } from "#core/capture/pages/page-address.ts";
import { waitsForChance } from "#core/capture/run/run-state.ts";
import { searchSize } from "#core/capture/run/search-size.ts";
import type { PauseReason } from "#core/capture/run/words.ts";
import type { Want } from "#core/jobs/words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import type { CaptureRun } from "../outbox/database.ts";
import { AdvanceConsent } from "./advance-consent.tsx";
import { findTab, type TabPage } from "./find-tab.ts";
import { useLanguage } from "./language.tsx";
import { pricePerPerson } from "./price-per-person.ts";
import { useAsked } from "./use-asked.ts";

const askLimits = () => askWorker("limits", {});

/** The day's limit, what is left of it, and what the last wish came to. */
function useWishes() {
  const { messages, formats } = useLanguage();
  const texts = messages.capture;
  const { value, refresh } = useAsked(askLimits, 5_000);
  const [problem, setProblem] = useState<string | null>(null);
  const limits = value?.ok === true ? value.value : null;
  const resets = limits?.resets_at ?? null;
  const note =
    limits === null
      ? null
      : [
          texts.capUse(limits.used, limits.cap),
          ...(resets === null ? [] : [texts.capReset(formats.dateTime(new Date(resets).toISOString()))]),
        ].join(" · ");
  const wish = async (answer: ReturnType<typeof askWorker>) => {
    const said = await answer;
    const words = said.ok ? null : (texts.problems[said.reason] ?? messages.panel.problems[said.reason]);
    setProblem(words ?? null);
    await refresh();
  };
  const foot = (
    <>
      {note === null ? null : <p className="text-xs text-ink-soft">{note}</p>}
      <div role="alert" className="empty:sr-only">
        {problem === null ? null : <Notice tone="bad">{problem}</Notice>}
      </div>
    </>
  );
  return { limits, wish, foot };
}

interface RunStartProps {
  found: TabPage;
  prices: AccountSummary | null;
  want: Want;
  fitting: boolean;
}

/** How to begin with more than the page at hand. */
export function RunStart({ found, prices, want, fitting }: RunStartProps) {
  const { capture: texts, panel } = useLanguage().messages;
  const { limits, wish, foot } = useWishes();
  const [asking, setAsking] = useState(false);
  const start = (mode: "browse" | "advance") => {
    setAsking(false);
    return wish(askWorker("start_run", { mode, tab: found.tab, want, fitting }));
  };
  const agree = async () => {
    await askWorker("accept_advance", {});
    await start("advance");
  };
  const each = prices === null ? null : pricePerPerson(prices, want);
  const { kind, paging } = found.page;
  const { shown } = searchSize(kind, paging);
  const whole = each === null || kind.startsWith("account") ? null : shown === null ? each : each * shown;
  const wholeCost = whole === null ? null : shown === null ? texts.costEach(whole) : panel.page.cost(whole);
  const advance = () => (limits?.advance_consent == null ? setAsking(true) : void start("advance"));
  return (
    <Card className="grid gap-3 p-4" aria-label={texts.more}>
      {asking ? (
        <AdvanceConsent onAgree={() => void agree()} onCancel={() => setAsking(false)} />
      ) : (
        <>
          <h2 className="font-semibold">{texts.more}</h2>
          <div className="grid gap-1">
            <Button onClick={() => void start("browse")}>{texts.browse.start}</Button>
            <p className="text-xs text-ink-soft">{texts.browse.hint}</p>
            {each === null ? null : <p className="text-xs text-ink-soft">{texts.costEach(each)}</p>}
          </div>
          {isRowsPage(kind) ? (
            <div className="grid gap-1">
              <Button onClick={advance}>{texts.advance.start}</Button>
              <p className="text-xs text-ink-soft">{texts.advance.hint}</p>
              {wholeCost === null ? null : <p className="text-xs text-ink-soft">{wholeCost}</p>}
            </div>
          ) : null}
        </>
      )}
      {foot}
    </Card>
  );
}

interface RunCardProps {
  run: CaptureRun;
  /** The page at hand: where a run goes on. */
  found: TabPage | null;
  onDismiss: () => void;
}

/** Goes on with the page of this moment: what the panel shows may be of a tab that was closed just now. */
const goOn = async (shown: TabPage) => askWorker("resume_run", { tab: ((await findTab()) ?? shown).tab });

/** How far the collection is, and what to do when it waits. */
export function RunCard({ run, found, onDismiss }: RunCardProps) {
  const texts = useLanguage().messages.capture;
  const { wish, foot } = useWishes();
  return (
    <Card className="grid gap-3 p-4" aria-label={texts.progress.title[run.state.mode]}>
      <RunProgress
        run={run}
        onPause={() => wish(askWorker("pause_run", {}))}
        onResume={found === null ? null : () => wish(goOn(found))}
        onStop={() => wish(askWorker("stop_run", {}))}
        onDismiss={onDismiss}
      />
      {(run.state.mode === "advance" && run.state.status === "running") || waitsForChance(run.state) ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox within is the control
        <label className="flex items-start gap-2 text-xs text-ink-soft">
          <Checkbox
            checked={run.goes_on === true}
            onCheckedChange={(checked) => void wish(askWorker("let_go_on", { on: checked === true }))}
          />
          <span>{texts.goesOn}</span>
        </label>
      ) : null}
      {foot}
    </Card>
  );
}

interface RunProgressProps {
  run: CaptureRun;
  onPause: () => void;
  /** Null: there is no page to go on with. */
  onResume: (() => void) | null;
  onStop: () => void;
  onDismiss: () => void;
}

/** Reasons after which the search has to be opened anew. */
const reopens: readonly PauseReason[] = ["tab_gone", "other_page", "signed_out"];

function RunProgress({ run, onPause, onResume, onStop, onDismiss }: RunProgressProps) {
  const { messages, formats } = useLanguage();
  const texts = messages.capture;
  const { state } = run;
  const words = texts.progress;
  const advance = state.mode === "advance";
  const counts = [
    advance ? words.page(state.page, state.pages) : words.pages(state.taken_pages),
    words.added(state.added),
    words.known(state.known),
    ...(state.repeated > 0 && advance ? [words.repeated(state.repeated)] : []),
    words.incomplete(state.incomplete),
    ...(state.left_out > 0 ? [words.leftOut(state.left_out)] : []),
  ];
  const early = state.not_before > Date.now();
  const again = advance && state.status === "paused" && reopens.some((reason) => reason === state.reason);
  return (
    <>
      <h2 className="font-semibold">{words.title[state.mode]}</h2>
      {advance && state.pages !== null ? (
        <Progress
          label={words.bar}
          value={state.page}
          max={state.pages}
          text={words.page(state.page, state.pages)}
          tone={state.status === "ended" ? "good" : "accent"}
        />
      ) : null}
      <p data-testid="run" aria-live="polite">
        {state.taken_pages === 0 && state.status === "running" ? words.first : counts.join(" · ")}
      </p>
      <RunNote run={run} />
      {state.sessions > 1 ? <p className="text-xs text-ink-soft">{texts.reordered}</p> : null}
      {again && state.url !== null ? (
        <a
          className="font-semibold text-accent underline underline-offset-4"
          href={atPage(state.url, Math.max(1, state.page))}
          target="_blank"
          rel="noreferrer"
        >
          {texts.openAgain(Math.max(1, state.page))}
        </a>
      ) : null}
      {early && state.status === "paused" ? (
        <p className="text-xs text-ink-soft">
          {texts.notBefore(formats.dateTime(new Date(state.not_before).toISOString()))}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {state.status === "running" ? <Button onClick={onPause}>{texts.pause}</Button> : null}
        {state.status === "paused" ? (
          <Button variant="primary" disabled={early || onResume === null} onClick={() => onResume?.()}>
            {texts.resume}
          </Button>
        ) : null}
        {state.status === "ended" ? (
          <Button onClick={onDismiss}>{texts.dismiss}</Button>
        ) : (
          <Button variant="danger" onClick={onStop}>
            {texts.stop}
          </Button>
        )}
      </div>
    </>
  );
}

/** The address comes from a page; only one of LinkedIn's own is made a link. */
function atPage(url: string, page: number): string {
  const address = new URL(url, "https://www.linkedin.com");
  address.searchParams.set("page", String(page));
  address.searchParams.delete("sessionId");
  return address.origin === "https://www.linkedin.com" ? address.href : "https://www.linkedin.com/sales/";
}

function RunNote({ run: { state } }: { run: CaptureRun }) {
  const texts = useLanguage().messages.capture;
  if (state.status === "running") {
    if (state.taken_pages === 0) return null;
    const note =
      state.phase === "turn" ? texts.progress.turning : state.mode === "browse" ? texts.progress.waiting : null;
    return note === null ? null : <p className="text-xs text-ink-soft">{note}</p>;
  }
  const said: Record<string, string> = state.status === "paused" ? texts.paused : texts.ended;
  const calm = state.status === "ended" || state.reason === "by_user";
  return (
    <Notice tone={state.status === "ended" ? "good" : calm ? "info" : "warn"} announce={!calm}>
      {state.reason === null ? "" : said[state.reason]}
    </Notice>
  );
}
