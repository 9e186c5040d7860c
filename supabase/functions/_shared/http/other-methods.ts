interface RegisteredRoute {
  method: string;
  path: string;
}

/** Methods of the routes that have this path; empty when there is none. */
export function otherMethods(routes: readonly RegisteredRoute[], path: string): string[] {
  const segments = path.split("/");
  const matches = (pattern: string) => {
    const parts = pattern.split("/");
    return (
      parts.length === segments.length &&
      parts.every((part, i) => (part.startsWith(":") && segments[i] !== "") || part === segments[i])
    );
  };
  const methods = routes.filter((route) => route.method !== "ALL" && matches(route.path)).map((route) => route.method);
  return [...new Set(methods)].sort();
}
