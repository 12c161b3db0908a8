/** One line of the palette. */
export interface PaletteEntry {
  id: string;
  /** What kind of thing it is: `Go to`, `Do`, `Find`. */
  group: string;
  label: string;
  /** The key as printed. */
  keys?: string;
  run: () => void;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * How well `query` fits `label`: 0 is no fit. Whole beginnings beat beginnings of words, those beat
 * text inside a word, and letters that only follow each other come last.
 */
export function fit(query: string, label: string): number {
  const want = plain(query).trim();
  const have = plain(label);
  if (want === '') return 1;
  if (have.startsWith(want)) return 100;
  const found = have.indexOf(want);
  if (found > 0) return /[\s,(/-]/.test(have[found - 1] ?? '') ? 80 : 60;
  const words = want.split(/\s+/);
  if (words.length > 1 && words.every((word) => have.includes(word))) return 50;
  let at = 0;
  let gaps = 0;
  for (const letter of want.replaceAll(' ', '')) {
    const next = have.indexOf(letter, at);
    if (next < 0) return 0;
    if (next > at) gaps += 1;
    at = next + 1;
  }
  return Math.max(1, 40 - gaps * 6);
}

/** The entries that fit, best first; equal ones keep their order. A two-letter scatter is no fit. */
export function filterEntries(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  return entries
    .map((entry, order) => ({ entry, order, score: fit(query, entry.label) }))
    .filter(({ score }) => score > 0 && (query.trim() === '' || score > 12))
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ entry }) => entry);
}
