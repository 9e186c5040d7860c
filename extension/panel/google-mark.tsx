/** A plain letter: the brand's coloured mark has rules of its own, and the word stands beside it. */
export function GoogleMark() {
  return (
    <span
      aria-hidden
      className="grid size-5 place-items-center rounded-full border border-line-strong text-xs font-bold"
    >
      G
    </span>
  );
}
