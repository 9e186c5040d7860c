import { asText } from "../read-value.ts";
import { findAll, type PageElement } from "./page-element.ts";

/** What a badge says beside the name of somebody who has died, in the languages of the screens. */
const badge = /^(?:in (?:remembrance|memoriam)|zum gedenken|in gedenken|en mémoire|in memoria|en memoria|em memória)$/i;
const before = /^(?:remembering|in memory of|in gedenken an|en souvenir de|en mémoire de|en recuerdo de)\s+/i;

/** Whether a page shows somebody as dead: what it loaded says `memorialized`, the page itself only has words for it. */
export const isMemorial = (card: PageElement, name: string): boolean =>
  findAll(card, "span, p, li, div, h1, h2", 120).some((line) => {
    const text = line.textContent ?? "";
    if (text.length > 400) return false;
    const said = asText(text, 400) ?? "";
    return badge.test(said) || (before.test(said) && said.replace(before, "") === name);
  });
