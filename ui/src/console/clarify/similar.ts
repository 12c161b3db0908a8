/** Words that say nothing about what is counted. */
const empty = new Set(
  (
    'a an the of in on at to by for from with and or per each every all any that who which is are be ' +
    'number count total share rate amount times time day days week weeks weekly month months monthly ' +
    'quarter quarters quarterly year years yearly daily made done did do has have had least more'
  ).split(' '),
);

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A word without its most common endings, so that "booked" and "bookings" meet. */
function stem(word: string): string {
  for (const ending of ['ings', 'ing', 'ed', 'es', 's']) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) return word.slice(0, -ending.length);
  }
  return word;
}

/** The words of a sentence that carry its meaning. */
export function telling(text: string): Set<string> {
  const found = new Set<string>();
  for (const piece of segmenter.segment(text.toLowerCase())) {
    if (!piece.isWordLike || empty.has(piece.segment) || /^\d+$/.test(piece.segment)) continue;
    found.add(stem(piece.segment));
  }
  return found;
}

/** A threshold in one and not in the other changes what is counted. */
const otherThreshold = 0.7;

function numbers(text: string): string {
  return (text.match(/\d+/g) ?? []).sort().join(' ');
}

/** From 0, no word in common, to 1, the same words. */
export function likeness(one: string, other: string): number {
  const left = telling(one);
  const right = telling(other);
  if (left.size === 0 || right.size === 0) return one.trim() !== '' && one.trim() === other.trim() ? 1 : 0;
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  const sameNumbers = numbers(one) === numbers(other);
  return ((2 * shared) / (left.size + right.size)) * (sameNumbers ? 1 : otherThreshold);
}

/** From here on two sentences are shown to people as perhaps the same. They decide. */
export const alike = 0.6;

/** The others that perhaps say the same as one, most alike first. */
export function similarTo<Line extends { id: string; text: string }>(
  line: Line,
  others: readonly Line[],
  most = 3,
): Line[] {
  return others
    .filter((other) => other.id !== line.id)
    .map((other) => ({ other, likeness: likeness(line.text, other.text) }))
    .filter((pair) => pair.likeness >= alike)
    .sort((left, right) => right.likeness - left.likeness)
    .slice(0, most)
    .map((pair) => pair.other);
}
