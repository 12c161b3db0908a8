import type { ConsoleView } from '$lib/bindings/index.ts';
import { sumPoints } from '$lib/components/disagreementmap.ts';
import type { StageScreen } from '../stage.ts';
import { lastRound } from './rounds.ts';
import { desk, talked } from './talk.svelte.ts';
import { steps } from './steps.ts';
import { undecided } from './shortlist.svelte.ts';

const letters = ['a', 'b', 'c', 'd'];

export const stage: StageScreen = {
  key: 'score',
  title: 'Score',
  goal: 'Six criteria, alone and hidden, then the talk.',
  say: (view) => {
    switch (desk.step(view)) {
      case 'alone':
        return [
          'Mark what you believe, not what you think the room wants. “I cannot judge this” is an honest mark.',
        ];
      case 'talk':
        return [
          'Would somebody speak for the low end, and somebody for the high end? Nobody has to. Nobody defends; we listen for a fact.',
        ];
      case 'again':
        return [
          'Only the cells we talked about. Change your mark if you heard a fact. Keeping it is just as good.',
        ];
      case 'shortlist':
        return ['Two or three go on. Everything else gets a reason, and a day to look at it again.'];
    }
  },
  nudge: (view) => nudge(view),
  parts: {
    shown: (view) => letters[steps.indexOf(desk.step(view))] ?? 'a',
    look: (letter, view) => {
      const step = steps[letters.indexOf(letter)];
      if (step !== undefined) desk.look(step, view);
    },
  },
  ownClock: (view) => desk.step(view) === 'talk' && view.score.map !== null,
};

function nudge(view: ConsoleView): string | null {
  const round = lastRound(view);
  switch (desk.step(view)) {
    case 'alone':
    case 'again':
      if (round === null || round.status === 'revealed') return null;
      if (round.status === 'closed') return 'Sealed. Reveal it when everybody looks up.';
      if (round.channel === 'hand_tally') return 'Ask for hands level by level, eyes closed if you can.';
      return round.missing === 0
        ? 'Everybody is in. Close the round.'
        : `${round.handedIn.length} of ${round.expected} are in. Nobody sees anything before the reveal.`;
    case 'talk': {
      if (view.score.map === null) return null;
      const { done, all } = talked(view.score.map);
      if (all === 0) return 'Nothing is disputed. Go on to the shortlist.';
      return done < all
        ? `${all - done === 1 ? 'One cell is' : `${all - done} cells are`} left, two minutes each.`
        : null;
    }
    case 'shortlist': {
      // Once a star stands, its finalists have their reasons: nothing is left to do here.
      if (view.candidates.some((one) => one.candidate.standing === 'chosen')) return null;
      const left = undecided(view).length;
      const listed = view.candidates.filter((one) => one.candidate.standing === 'shortlisted');
      if (round?.endedAt === null) return 'End scoring first, so that marks can no longer be traced.';
      if (listed.length === 0) return 'Take the two or three the room would rather check than drop.';
      if (left > 0)
        return `${left === 1 ? 'One candidate still needs' : `${left} candidates still need`} a reason.`;
      const best = listed.map((one) => one.measures?.sumEighths ?? null).filter((sum) => sum !== null);
      return best.length > 0
        ? `Shortlisted with sums from ${sumPoints(Math.min(...best))} to ${sumPoints(Math.max(...best))}.`
        : null;
    }
  }
}
