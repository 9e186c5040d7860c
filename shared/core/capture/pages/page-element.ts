/** What reading needs of an element; the browser's own and those of parsers in tools have it. */
export interface PageElement {
  querySelector(selectors: string): PageElement | null;
  querySelectorAll(selectors: string): ArrayLike<PageElement>;
  getAttribute(name: string): string | null;
  readonly textContent: string | null;
  readonly innerHTML: string;
}

/** All elements for a selector, at most `most`; none when a parser does not know the selector. */
export function findAll(root: PageElement, selector: string, most = 300): PageElement[] {
  try {
    const found = root.querySelectorAll(selector);
    return Array.from({ length: Math.min(found.length, most) }, (_, index) => found[index]).flatMap((one) => one ?? []);
  } catch {
    return [];
  }
}

/** The first element that a chain of selectors finds, tried in order. */
export function findFirst(root: PageElement, chain: readonly string[]): PageElement | null {
  for (const selector of chain) {
    const [found] = findAll(root, selector, 1);
    if (found) return found;
  }
  return null;
}
