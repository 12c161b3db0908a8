import type {
  CellPlace,
  ConsoleView,
  DisagreementMap,
  FocusCell,
  NamedMark,
  ScoreStep,
  TalkEntry,
} from '$lib/bindings/index.ts';
import { clock } from '$lib/clock.svelte.ts';
import { scoreStepWords } from '$lib/copy/words.ts';
import { nextOpen, type MapOrder } from '$lib/components/disagreementmap.ts';

/** How long the room talks about one cell. */
export const cellSeconds = 120;

/** A clock for one cell of the talk. It belongs to this window: nothing is recorded. */
export class CellTimer {
  #left = $state(cellSeconds);
  #startedAt: number | null = $state(null);

  get running(): boolean {
    return this.#startedAt !== null;
  }

  get left(): number {
    return this.#startedAt === null
      ? this.#left
      : Math.ceil(this.#left - (clock.now - this.#startedAt) / 1000);
  }

  toggle(): void {
    if (this.#startedAt === null) this.#startedAt = clock.now;
    else {
      this.#left = this.left;
      this.#startedAt = null;
    }
  }

  reset(): void {
    this.#left = cellSeconds;
    this.#startedAt = null;
  }
}

/** What the console looks at in Score; nothing of it is part of the record. */
export class ScoreDesk {
  /** A sub-step that is looked at instead of the one the room is in. */
  looking: ScoreStep | null = $state(null);
  order: MapOrder = $state('dispute');
  /** The cell in focus on the map. */
  place: CellPlace | null = $state.raw(null);
  /** The map, or what moved between the rounds. */
  shows: 'map' | 'moved' = $state('map');
  readonly timer = new CellTimer();

  /** The sub-step on screen. */
  step(view: ConsoleView): ScoreStep {
    return this.looking ?? view.score.step;
  }

  /** Where the room is, while the console looks at another part of scoring. */
  away(view: ConsoleView): string | null {
    return this.looking === null
      ? null
      : `You are looking. The room is in “${scoreStepWords[view.score.step]}”.`;
  }

  look(step: ScoreStep, view: ConsoleView): void {
    this.looking = step === view.score.step ? null : step;
  }

  focus(place: CellPlace): void {
    this.place = { candidateId: place.candidateId, criterion: place.criterion };
  }

  /** The cell the map frames: the chosen one while its row exists, else the first to talk about. */
  focused(map: DisagreementMap): CellPlace | null {
    const place = this.place;
    if (place !== null && map.rows.some((row) => row.candidateId === place.candidateId)) return place;
    const first = map.talk.find((entry) => entry.number !== null && entry.outcome === 'open') ?? map.talk[0];
    if (first) return { candidateId: first.candidateId, criterion: first.criterion };
    const row = map.rows[0];
    const cell = row?.cells[0];
    return row && cell ? { candidateId: row.candidateId, criterion: cell.criterion } : null;
  }

  /** On to the next open cell of the talk list, with a fresh clock. */
  goOn(map: DisagreementMap): void {
    const next = nextOpen(map.talk, this.focused(map));
    if (next === null) return;
    this.focus({ candidateId: next.candidateId, criterion: next.criterion });
    this.timer.reset();
    this.timer.toggle();
  }
}

export const desk = new ScoreDesk();

/** The talk entry of a place, if it is on the list. */
export function entryAt(map: DisagreementMap, place: CellPlace | null): TalkEntry | null {
  return (
    map.talk.find(
      (entry) => entry.candidateId === place?.candidateId && entry.criterion === place.criterion,
    ) ?? null
  );
}

/** How much of the talk list is behind the room. */
export function talked(map: DisagreementMap): { done: number; all: number } {
  const numbered = map.talk.filter((entry) => entry.number !== null);
  return { done: numbered.filter((entry) => entry.outcome !== 'open').length, all: numbered.length };
}

/** What the core says about one cell. */
interface Focused {
  cell: FocusCell | null;
  namedMarks: readonly NamedMark[];
}

/** The focus cell as the core answers it, kept while the next answer is on its way. */
export class FocusReader {
  cell = $state.raw<FocusCell | null>(null);
  /** Whose mark is whose in this cell; empty unless the workshop is named. */
  named = $state.raw<readonly NamedMark[]>([]);
  #asked = 0;

  async read(ask: (place: CellPlace) => Promise<Focused | null>, place: CellPlace | null): Promise<void> {
    const mine = ++this.#asked;
    if (place === null) {
      this.#show(null);
      return;
    }
    try {
      const answer = await ask(place);
      // Arrows may have moved on while the answer was on its way.
      if (mine === this.#asked) this.#show(answer);
    } catch {
      if (mine === this.#asked) this.#show(null);
    }
  }

  #show(answer: Focused | null): void {
    this.cell = answer?.cell ?? null;
    this.named = answer?.namedMarks ?? [];
  }
}
