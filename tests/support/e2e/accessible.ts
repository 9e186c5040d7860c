import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

interface Look {
  scheme: "light" | "dark";
  width: number;
}

/** Each scheme and each width once: colours do not depend on the width. */
const looks: readonly Look[] = [
  { scheme: "dark", width: 390 },
  { scheme: "light", width: 1280 },
];

/** What axe finds, every rule and best practices included. Entrances are over before it looks. */
export async function violationsOf(page: Page, inside?: string, rules?: string[]): Promise<string[]> {
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
  // The pages have no frames of other origins, so that axe need not open a page of its own for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules) axe.withRules(rules);
  const { violations } = await (inside === undefined ? axe : axe.include(inside)).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.html)
        .join(" | ")
        .slice(0, 400)}`,
  );
}

/**
 * Looks at the page dark and narrow, then light and wide, and leaves it so: no violation, and nothing wider than the window.
 * Soft: all screens are looked at before the test fails.
 */
export async function expectAccessible(page: Page, where: string, both: readonly Look[] = looks): Promise<void> {
  for (const { scheme, width } of both) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    expect.soft(await violationsOf(page), `${where}, ${scheme}, ${width} px`).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(over, `${where}, ${width} px, wider than the window`).toBeLessThanOrEqual(0);
  }
}

/**
 * The page as it is now. `colors`: colours alone, for a view whose structure was looked at in the other scheme; all rules
 * take several times as long.
 */
export async function expectNoViolations(page: Page, where: string, what: "all" | "colors" = "all"): Promise<void> {
  expect(await violationsOf(page, undefined, what === "colors" ? ["color-contrast"] : undefined), where).toEqual([]);
}
