import type {
  CandidateView,
  EvidenceDirection,
  EvidenceItem,
  EvidenceKind,
  TestPlan,
} from '$lib/bindings/index.ts';

/** Pieces of evidence by the way they point. */
export interface Tally {
  supports: number;
  weakens: number;
  mixed: number;
}

export function tally(items: readonly EvidenceItem[]): Tally {
  const count = (direction: EvidenceDirection): number =>
    items.filter((item) => item.direction === direction).length;
  return { supports: count('supports'), weakens: count('weakens'), mixed: count('mixed') };
}

/** `2 for, 1 against`, and nothing is not zero evidence against. */
export function tallyWords(items: readonly EvidenceItem[]): string {
  const { supports, weakens, mixed } = tally(items);
  if (items.length === 0) return 'nothing pinned yet';
  return [`${supports} for`, `${weakens} against`, mixed > 0 ? `${mixed} both ways` : '']
    .filter(Boolean)
    .join(', ');
}

/** The plan as it stands, or an empty one to begin with. */
export function planOf(one: CandidateView): TestPlan {
  return (
    one.testPlan ?? {
      candidateId: one.candidate.id,
      hypothesis: '',
      instrumentBy: null,
      owner: '',
      test: '',
      wouldChangeOurMind: '',
    }
  );
}

/** What the hypothesis still lacks before this finalist may go on (R63). */
export function lacking(one: CandidateView): string[] {
  const plan = planOf(one);
  return [
    plan.hypothesis === '' ? 'what you believe' : '',
    plan.instrumentBy === null ? 'from when it is measured' : '',
    plan.owner === '' ? 'who sees to it' : '',
  ].filter(Boolean);
}

/** What is being typed about a piece of evidence, new or changed. */
export interface EvidenceDraft {
  id: string | null;
  kind: EvidenceKind;
  direction: EvidenceDirection;
  text: string;
  source: string;
  collectedOn: string;
}

const blank: EvidenceDraft = {
  id: null,
  kind: 'interview',
  direction: 'supports',
  text: '',
  source: '',
  collectedOn: '',
};

/** Which finalist is looked at, and the evidence being pinned. Work and panel share it. */
class Validation {
  at = $state<string | null>(null);
  /** Open while a piece of evidence is typed. */
  draft = $state<EvidenceDraft | null>(null);

  /** The finalist looked at; the first one when the former is gone. */
  current(all: readonly CandidateView[]): CandidateView | null {
    return all.find((one) => one.candidate.id === this.at) ?? all[0] ?? null;
  }

  show(id: string): void {
    this.at = id;
    this.draft = null;
  }

  step(all: readonly CandidateView[], by: number): void {
    const now = this.current(all);
    if (now === null) return;
    const next = all[(all.indexOf(now) + by + all.length) % all.length];
    if (next) this.show(next.candidate.id);
  }

  pin(): void {
    this.draft = { ...blank };
  }

  change(item: EvidenceItem): void {
    this.draft = { ...item, collectedOn: item.collectedOn ?? '' };
  }
}

export const validation = new Validation();
