/** Only a path of our own may follow a sign-in: never another site. */
export function safePath(next: string | undefined): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.startsWith("/\\") ? next : "/jobs";
}
