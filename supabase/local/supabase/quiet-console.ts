/**
 * lite writes every failed request to the console, with all its parameters: names and addresses of people. Here a
 * failure becomes one line without them, and a refusal that belongs to the daily round (a constraint, a missing right,
 * an answer of our own functions) none at all. With DEBUG everything is shown.
 */
export function quietConsole(say: (line: string) => void): void {
  console.error = (...parts: unknown[]) => {
    if (parts.some(isExpected)) return;
    const words = parts.map((part) => (part instanceof Error ? part.message.split("\n", 1)[0] : part));
    say(words.filter((word) => typeof word === "string").join(" "));
  };
}

function isExpected(part: unknown): boolean {
  const code: unknown = typeof part === "object" && part !== null ? Reflect.get(part, "code") : undefined;
  return typeof code === "string" && /^(PGRST|PT|22|23|42501)/.test(code);
}
