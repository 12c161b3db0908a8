/** The questions of the frame as they are asked aloud, on every surface. */
import type { FrameQuestion } from '$lib/bindings/index.ts';
import { frameQuestionWords } from './words.ts';

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

/** A question as it is asked aloud, found by the label that the core gives it; else the label itself. */
export function askedAloud(label: string): string {
  for (const question in asked) {
    const named = question as FrameQuestion;
    if (frameQuestionWords[named] === label) return asked[named].question;
  }
  return label;
}
