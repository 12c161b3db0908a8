import type { CandidateView, ConsoleView, Stage } from '$lib/bindings/index.ts';

const late: readonly Stage[] = ['validate', 'choose', 'define', 'decompose', 'roll_out'];

/** Whether a candidate stood on the shortlist: still there, chosen, or turned down after it was made. */
function wasFinalist(one: CandidateView): boolean {
  switch (one.candidate.standing) {
    case 'shortlisted':
    case 'chosen':
      return true;
    case 'rejected':
    case 'refiled':
      return one.support !== null || (one.rejection !== null && late.includes(one.rejection.stage));
    case 'open':
    case 'merged':
      return false;
  }
}

/** The finalists, the best sum first, so that columns and tabs keep their places while choosing. */
export function finalists(view: ConsoleView): CandidateView[] {
  const sum = (one: CandidateView): number => one.measures?.sumEighths ?? -1;
  return view.candidates
    .filter(wasFinalist)
    .sort((a, b) => sum(b) - sum(a) || a.candidate.number - b.candidate.number);
}

/** Six medians in the order of the sheet; nothing where nobody could judge. */
export function medians(one: CandidateView): (number | null)[] {
  const half = one.measures?.halfPoints ?? [];
  return Array.from({ length: 6 }, (_, i) => {
    const points = half[i];
    return points === null || points === undefined ? null : points / 2;
  });
}

/** The first sentences of a longer text, as many as fit. */
export function opening(text: string, room = 150): string {
  if (text.length <= room) return text;
  const sentences = text.match(/[^.!?。؟]+[.!?。؟]+\s*/gu) ?? [];
  let out = '';
  for (const sentence of sentences) {
    if ((out + sentence).trim().length > room) break;
    out += sentence;
  }
  if (out !== '') return out.trim();
  return `${[...text]
    .slice(0, room)
    .join('')
    .replace(/\s+\S*$/u, '')}…`;
}

/** The strongest word for a finalist: what was written on purpose, before what merely points that way. */
export function strongestFor(one: CandidateView, chosenBecause = ''): string {
  const evidence = one.evidenceItems.find((item) => item.direction === 'supports')?.text ?? '';
  return opening(one.rejection?.bestArgument || chosenBecause || evidence);
}

/** The strongest word against it: an objection, before evidence, before the reason it was turned down. */
export function strongestAgainst(one: CandidateView): string {
  const evidence = one.evidenceItems.find((item) => item.direction === 'weakens')?.text ?? '';
  const gaming = one.gamingRoutes[0]?.text ?? '';
  return opening(one.objections[0]?.text || one.rejection?.text || evidence || gaming);
}

/** A finalist may go on as a stated hypothesis: what is believed, from when it is known, who sees to it (R63). */
export function hypothesisStands(one: CandidateView): boolean {
  const plan = one.testPlan;
  return plan !== null && plan.hypothesis !== '' && plan.instrumentBy !== null && plan.owner !== '';
}
