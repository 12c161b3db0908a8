/** First and last place of what is shown at a time: nothing on a wall can be scrolled. */
export interface Page {
  from: number;
  to: number;
}

/**
 * Cuts rows into pages that fit. A row that is taller than the space gets a page of its own.
 * `columns` rows lie side by side.
 */
export function cutPages(heights: readonly number[], space: number, columns = 1): Page[] {
  const pages: Page[] = [];
  let from = 0;
  while (from < heights.length) {
    let to = from;
    for (let column = 0; column < columns && to < heights.length; column++) {
      let used = 0;
      while (to < heights.length && (used === 0 || used + (heights[to] ?? 0) <= space)) {
        used += heights[to] ?? 0;
        to++;
      }
    }
    pages.push({ from, to });
    from = to;
  }
  return pages;
}

/** The first few of a list, and how many are left out. */
export function firstFew<Entry>(all: readonly Entry[], most = 3): { shown: readonly Entry[]; more: number } {
  return { shown: all.slice(0, most), more: Math.max(all.length - most, 0) };
}

/** The size of a headline by its length, so that a long sentence stays whole. */
export function headlineSize(text: string): 'short' | 'middle' | 'long' {
  if (text.length <= 70) return 'short';
  return text.length <= 130 ? 'middle' : 'long';
}
