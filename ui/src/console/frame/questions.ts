import type { Game, Maturity } from '$lib/bindings/index.ts';

export { asked, type Asked } from '$lib/copy/frame-questions.ts';

/** What the state of the product means for the star (R18). */
export const maturityHints: Record<Maturity, string> = {
  pre_fit:
    'Look for activation: do people reach the value moment at all, and come back for it? Read the number weekly, and say which reading would mean stop.',
  growth:
    'Look for retention: the same people reaching value again, period after period. Weekly readings fit; review the inputs monthly.',
  scale:
    'Look for retention and expansion: more people in the same account getting value. Monthly reviews fit.',
  mature:
    'Look for expansion and depth: more of the job done for the customers you have. Monthly or quarterly reviews fit.',
};

/** What to look out for in each game (R19): a warning, never the answer. */
export const gameHints: Record<Game, string> = {
  attention:
    'Watch out for time by the clock: it also runs for people who are stuck or cannot stop. Ask what they had from it.',
  transaction:
    'Watch out for money and one-off sales: they come late and can rise while people leave. Ask who comes back.',
  productivity:
    'Watch out for clicks and items made: more of them is not more done. Ask when the work was finished.',
};
