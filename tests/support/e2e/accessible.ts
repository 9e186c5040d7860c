import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * No finding of axe. `colors`: colours alone, for a view whose structure was looked at in the other scheme; all rules take
 * several times as long.
 */
export async function expectAccessible(page: Page, view: string, what: "all" | "colors" = "all"): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (what === "all" ? axe : axe.withRules(["color-contrast"])).analyze();
  expect(violations.map(({ id, nodes }) => [view, id, nodes.map((node) => node.html)])).toEqual([]);
}
