import type { OwnSeat } from '$lib/bindings/index.ts';

/** Whether a seat gives answers of its own here: alone, or for its table. */
export function writes(own: OwnSeat): boolean {
  return own.tableHold === null || own.tableHold.on === 'here';
}

/** Whether the answers of a seat are those of its table. */
export function forTable(own: OwnSeat): boolean {
  return own.tableHold !== null;
}

/**
 * A seat with what it may see of its table's answers: where somebody else writes for the table, what
 * they sent stands in the place of its own.
 */
export function asTheTable(own: OwnSeat): OwnSeat {
  return own.sentForTable === null ? own : { ...own, ...own.sentForTable };
}

/** Who writes for the table, in one or two sentences. */
export function heldWords(own: OwnSeat): string {
  const table = `Table ${own.atTable ?? ''}`.trim();
  const hold = own.tableHold;
  if (hold === null) return '';
  switch (hold.on) {
    case 'nowhere':
      return `${table} answers together, on one device. Whoever takes it writes down what you agree on.`;
    case 'here':
      return `You write for ${table.toLowerCase()}. Talk first: one answer counts for all of you.`;
    case 'elsewhere': {
      // A name of another script does not turn the sentence round.
      const where =
        hold.name === null ? 'on another device at your table' : `on \u2068${hold.name}\u2069’s device`;
      const said = `Your table answers together, ${where}.`;
      return hold.gone ? `${said} It is out of reach now; you can go on here.` : said;
    }
  }
}
