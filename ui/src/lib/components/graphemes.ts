const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many characters a person sees. Limits in the core count the same way. */
export function graphemes(text: string): number {
  // Plain Latin text needs no segmenter, and this runs on each keystroke.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** What the counter under a field says, or nothing while there is room. */
export function counter(text: string, limit: number): { left: number; words: string } | null {
  const used = graphemes(text);
  if (used < limit * 0.8) return null;
  const left = limit - used;
  return { left, words: left >= 0 ? `${left} left of ${limit}` : `${-left} over ${limit}` };
}
