import type { ProjectorContent } from '$lib/bindings/index.ts';
import { counted } from '$lib/copy/counts.ts';
import { criterionWords } from '$lib/copy/words.ts';

/** The wall in three lines: what is largest there, what is said, and what stands at its foot. */
export interface Miniature {
  question: string;
  figure?: string;
  note: string;
}

/** What the projector shows now, small enough for the panel. */
export function miniature(content: ProjectorContent, title: string): Miniature {
  switch (content.kind) {
    case 'blank':
      return { question: title, note: 'A pause' };
    case 'lobby': {
      const here = content.here.filter((one) => one.here).length;
      return { question: title, figure: String(here), note: `of ${content.here.length} here` };
    }
    case 'frame':
      if (content.asked !== null) {
        return {
          question: content.asked.label,
          figure: String(content.asked.answered),
          note:
            content.asked.expected !== null
              ? `of ${content.asked.expected} answers, sealed`
              : content.asked.answered === 1
                ? 'answer, sealed'
                : 'answers, sealed',
        };
      }
      return {
        question: 'What the star has to be about',
        note:
          content.lines.length === 0
            ? 'Agreed lines appear here'
            : counted(content.lines.length, 'agreed line', 'agreed lines'),
      };
    case 'write':
      return {
        question: content.question,
        figure: String(content.count),
        note: `written, aim for ${content.enough} to ${content.plenty}`,
      };
    case 'candidates':
      return content.focus === null
        ? {
            question: 'All candidates, shuffled',
            note: counted(content.sentences.length, 'sentence', 'sentences'),
          }
        : { question: content.focus.text, note: `Candidate ${content.focus.number}` };
    case 'challenge': {
      const answered = content.verdicts.filter((one) => one.verdict !== null).length;
      return content.sentence === null
        ? { question: 'Nothing is left to test.', note: '' }
        : {
            question: content.sentence.text,
            note: `${answered} of ${content.verdicts.length} questions answered`,
          };
    }
    case 'marking':
      return {
        question: content.round > 1 ? 'Mark these cells again' : 'Mark alone',
        figure: String(content.done),
        note: `of ${content.expected} done`,
      };
    case 'cell':
      return { question: content.cell.text, note: criterionWords[content.cell.cell.criterion] };
    case 'map':
      return {
        question: 'The whole map',
        note: counted(content.map.rows.length, 'candidate', 'candidates'),
      };
    case 'finalists':
      return {
        question: content.chosen ?? 'The finalists',
        note: content.chosen === null ? counted(content.finalists.length, 'finalist', 'finalists') : 'Chosen',
      };
    case 'definition':
      return {
        question: content.star || 'The star, defined',
        note: counted(content.fields.length, 'line', 'lines'),
      };
    case 'tree':
      return {
        question: content.star || 'What moves the star',
        note: counted(content.inputs.length, 'input', 'inputs'),
      };
    case 'cover':
      return { question: content.star || 'No star has been chosen yet.', note: 'The cover' };
  }
}
