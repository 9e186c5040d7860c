import { useMeta } from "./use-me.ts";

/** The name of a provider as its owner writes it. */
export function useProviderLabel(): (name: string) => string {
  const meta = useMeta();
  return (name) =>
    meta.data?.providers.find((provider) => provider.name === name)?.label ??
    name.slice(0, 1).toUpperCase() + name.slice(1);
}
