import type { FrameQuestion, Game, Maturity } from '$lib/bindings/index.ts';

/** How a question of the frame is asked and answered. */
export interface Asked {
  /** As a person would ask it aloud. */
  question: string;
  /** What helps to answer it. */
  guidance: string;
  /** Longer than a line or two. */
  rows: number;
}

export const asked: Record<FrameQuestion, Asked> = {
  job: {
    question: 'What do they hire the product to do?',
    guidance: 'Say the job of the first group in their words, not the feature that does it.',
    rows: 2,
  },
  came_for: {
    question: 'What do people come for?',
    guidance: 'The thing they want to have, before they know your product.',
    rows: 2,
  },
  repeated_behaviour: {
    question: 'What do they do again when they got it?',
    guidance: 'Something you could watch, week after week.',
    rows: 2,
  },
  business_result: {
    question: 'What does the business get from that?',
    guidance: 'What follows for you when they keep doing it.',
    rows: 2,
  },
  value_moment: {
    question: 'When does a customer actually get what they came for?',
    guidance:
      'Describe one moment as if you had filmed it. If the camera shows a settings page, it is setup.',
    rows: 2,
  },
  strategy: {
    question: 'How do you win?',
    guidance: 'What you do that a rival would not. It stands beside the strategy criterion while you score.',
    rows: 2,
  },
  business_outcome: {
    question: 'Which business result should follow later?',
    guidance: 'Usually money or lasting customers. The star should move before it does.',
    rows: 2,
  },
  success_story: {
    question: 'What does success look like for one customer, told as a story?',
    guidance: 'Two sentences about somebody. They stand first in the brief.',
    rows: 3,
  },
  central_question: {
    question: 'Which question stays on the projector while you write?',
    guidance: 'One question that asks what to count. Leave it empty to use the one below.',
    rows: 2,
  },
};

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
