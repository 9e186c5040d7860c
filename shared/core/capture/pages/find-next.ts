import { asText } from "../read-value.ts";
import { findAll, findFirst, type PageElement } from "./page-element.ts";
import { selectors } from "./selectors.ts";

export type NextButton = { found: "button"; button: PageElement } | { found: "last" | "none" };

/**
 * The page's own button for the page after `page`: by what it is called, else by the number in its label. A button that
 * cannot be pressed says that this page is the last one.
 */
export function findNext(root: PageElement, page: number): NextButton {
  const named = findFirst(
    root,
    selectors.next.map(({ css }) => css),
  );
  const numbered = selectors.pageButton.flatMap(({ css }) => findAll(root, css));
  const ends = new RegExp(`^\\D+ ${page + 1}$`);
  const button = named ?? numbered.find((one) => ends.test(asText(one.getAttribute("aria-label"), 100) ?? ""));
  if (button === undefined) return { found: "none" };
  const dead = button.getAttribute("disabled") !== null || button.getAttribute("aria-disabled") === "true";
  return dead ? { found: "last" } : { found: "button", button };
}
