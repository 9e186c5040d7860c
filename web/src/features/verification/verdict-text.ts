/** The sentence for a verdict's reason. Faults of spelling without a sentence of their own share one. */
export function reasonText(reasons: Readonly<Record<string, string>>, reason: string): string {
  const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
  if (known !== undefined) return known;
  return (reason.startsWith("syntax_") ? reasons.syntax : undefined) ?? reason.replaceAll("_", " ");
}
