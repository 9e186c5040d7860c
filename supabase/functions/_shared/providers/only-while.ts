import type { ProviderContext } from "./client.ts";

/** The context whose calls are dropped before they are made once they are not wanted any more. */
export function onlyWhile(context: ProviderContext, isWanted: () => boolean): ProviderContext {
  return { ...context, request: (ask) => context.request({ ...ask, isWanted }) };
}
