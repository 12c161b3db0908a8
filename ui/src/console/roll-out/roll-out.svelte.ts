import type { Part } from '$lib/components/completeness.ts';
import type { IconName } from '$lib/components/icons.ts';
import { asApiError, backend } from '$lib/backend/index.ts';
import type { ApiError } from '$lib/backend/errors.ts';
import type { ExportRequest } from '$lib/backend/backend.ts';
import type { BriefAudience, BriefPart, Stage, Waiver } from '$lib/bindings/index.ts';
import type { Workshop } from '../workshop.svelte.ts';

/** Something to take away. */
export interface Takeaway {
  id: string;
  label: string;
  note: string;
  icon: IconName;
  format: 'pdf' | 'html' | 'markdown' | 'json' | 'sextant';
  paper: 'a4' | 'letter';
  ending: string;
}

export const takeaways: readonly Takeaway[] = [
  {
    id: 'pdf-a4',
    label: 'PDF, A4',
    note: 'to print',
    icon: 'document',
    format: 'pdf',
    paper: 'a4',
    ending: 'pdf',
  },
  {
    id: 'pdf-letter',
    label: 'PDF, Letter',
    note: 'to print',
    icon: 'document',
    format: 'pdf',
    paper: 'letter',
    ending: 'pdf',
  },
  {
    id: 'html',
    label: 'Web page',
    note: 'one file',
    icon: 'web',
    format: 'html',
    paper: 'a4',
    ending: 'html',
  },
  {
    id: 'markdown',
    label: 'Markdown',
    note: 'for a wiki',
    icon: 'code',
    format: 'markdown',
    paper: 'a4',
    ending: 'md',
  },
  {
    id: 'json',
    label: 'JSON',
    note: 'for programs',
    icon: 'code',
    format: 'json',
    paper: 'a4',
    ending: 'json',
  },
  {
    id: 'sextant',
    label: 'Workshop file',
    note: 'to go on elsewhere',
    icon: 'folder',
    format: 'sextant',
    paper: 'a4',
    ending: 'sextant',
  },
];

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name that every system takes: no signs that mean something to a file system, no name that
 * Windows keeps for itself, short enough for any folder.
 */
export function exportName(title: string, one: Takeaway, audience: BriefAudience, complete: boolean): string {
  const plain = [...title.normalize('NFC')]
    .map((char) => (/[\p{L}\p{N}\p{M}]/u.test(char) ? char : '-'))
    .slice(0, 60)
    .join('')
    .toLowerCase()
    .replaceAll(/-+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const start = plain === '' || reserved.test(plain) ? 'workshop' : plain;
  if (one.format === 'sextant') return `${start}.sextant`;
  const words = [
    start,
    'brief',
    one.paper === 'letter' ? 'letter' : '',
    audience === 'team' ? 'team' : '',
    complete ? '' : 'draft',
  ];
  return `${words.filter(Boolean).join('-')}.${one.ending}`;
}

/** The words on the one button. */
export function exportWords(count: number, complete: boolean): string {
  return `Export ${count} as ${complete ? 'final' : 'draft'}`;
}

/** The completeness list with what is left open on purpose (R91). */
export function partsOf(
  parts: readonly BriefPart[],
  waivers: readonly Waiver[],
): (Part & { stage: Stage })[] {
  return parts.map((part) => {
    const waiver = waivers.find((one) => one.rule === 'brief_gap' && one.detail === part.title);
    return { ...part, ...(waiver ? { waived: waiver.reason } : {}) };
  });
}

export type Leaf = 'page' | 'rhythm' | 'teams';

/** Where a gap is closed: here, or in another stage. */
export function leafFor(part: Pick<BriefPart, 'stage' | 'title'>): Leaf | null {
  if (part.stage !== 'roll_out') return null;
  return /team/i.test(part.title) ? 'teams' : 'rhythm';
}

/** The brief as it stands, what is picked to be exported, and what became of it. Work and panel share it. */
export class RollOut {
  audience = $state<BriefAudience>('wide');
  leaf = $state<Leaf>('page');
  picked = $state<string[]>(['pdf-a4', 'html', 'markdown']);
  html = $state.raw('');
  parts = $state.raw<BriefPart[]>([]);
  complete = $state(false);
  /** Read at least once. */
  read = $state(false);
  failed = $state.raw<ApiError | null>(null);
  /** The export under way: how many files are done. */
  busy = $state<{ done: number; all: number } | null>(null);
  said = $state('');
  #turn = 0;
  #of = '';

  async load(workshop: Workshop): Promise<void> {
    if (this.#of !== workshop.id) {
      this.#of = workshop.id;
      this.read = false;
      this.html = '';
      this.parts = [];
      this.said = '';
    }
    const turn = ++this.#turn;
    try {
      const answer = await workshop.ask({ type: 'brief', audience: this.audience });
      // An older answer must not replace a newer one.
      if (turn !== this.#turn || answer.type !== 'brief') return;
      this.html = answer.html;
      this.parts = answer.parts;
      this.complete = answer.complete;
      this.failed = null;
      this.read = true;
    } catch (error) {
      if (turn === this.#turn) this.failed = asApiError(error);
    }
  }

  /** Saves one file after the other. A file that fails stops the rest and says so. */
  async export(workshop: Workshop, title: string): Promise<void> {
    const chosen = takeaways.filter((one) => this.picked.includes(one.id));
    if (chosen.length === 0 || this.busy !== null) return;
    this.failed = null;
    this.said = '';
    let kept = 0;
    try {
      for (const [index, one] of chosen.entries()) {
        this.busy = { done: index, all: chosen.length };
        const request: ExportRequest = { format: one.format, audience: this.audience, paper: one.paper };
        if (
          await backend.exportFile(workshop.id, request, exportName(title, one, this.audience, this.complete))
        )
          kept += 1;
      }
      const left = chosen.length - kept;
      this.said = `${kept === 1 ? '1 file' : `${kept} files`} kept.${left > 0 ? ` ${left} not kept.` : ''}`;
    } catch (error) {
      this.failed = asApiError(error);
      this.said = kept > 0 ? `${kept === 1 ? '1 file was' : `${kept} files were`} kept before that.` : '';
    } finally {
      this.busy = null;
    }
  }
}

export const rollOut = new RollOut();
