import { expect, test, vi } from 'vitest';
import { fireEvent, render, screen } from '@testing-library/svelte';
import DisagreementMap from './DisagreementMap.svelte';
import { moveFocus, nextOpen, orderRows, points, sumPoints, type MapRowData } from './disagreementmap.ts';

const columns = [
  { key: 'value', label: 'Customer value', gate: true },
  { key: 'strategy', label: 'Our strategy', gate: true },
  { key: 'measurable', label: 'Measurable', gate: false },
];
function row(candidateId: string, gate: MapRowData['gate'], sumEighths: number | null): MapRowData {
  return {
    candidateId,
    text: `Candidate ${candidateId}`,
    gate,
    sumEighths,
    cells: columns.map((column, place) => ({
      criterion: column.key,
      counts: { levels: [0, 1, 2, 1], cannotJudge: 0 },
      median: { halfPoints: 4 },
      lowest: '1',
      highest: '3',
      homework: false,
      talk: candidateId === 'a' && place === 0 ? 1 : null,
      outcome: candidateId === 'a' && place === 0 ? 'open' : null,
    })),
  };
}
const rows = [row('a', 'passed', 96), row('b', 'barred', null), row('c', 'passed', 108)];

test('the order switches to the sum and barred rows stay last in both', () => {
  const ids = (order: 'dispute' | 'sum'): string[] => {
    const { through, barred } = orderRows(rows, ['c', 'a', 'b'], order);
    return [...through, ...barred].map((one) => one.candidateId);
  };
  expect(ids('dispute')).toEqual(['a', 'c', 'b']);
  expect(ids('sum')).toEqual(['c', 'a', 'b']);
});

test('the focus moves by arrows and stays inside the map', () => {
  const at = (candidateId: string, criterion: string) => ({ candidateId, criterion });
  expect(moveFocus(rows, columns, null, 'ArrowDown')).toEqual(at('a', 'value'));
  expect(moveFocus(rows, columns, at('a', 'value'), 'ArrowRight')).toEqual(at('a', 'strategy'));
  expect(moveFocus(rows, columns, at('a', 'value'), 'ArrowLeft')).toEqual(at('a', 'value'));
  expect(moveFocus(rows, columns, at('a', 'measurable'), 'ArrowRight')).toEqual(at('a', 'measurable'));
  expect(moveFocus(rows, columns, at('a', 'strategy'), 'PageDown')).toEqual(at('c', 'strategy'));
  expect(moveFocus(rows, columns, at('a', 'strategy'), 'x')).toBeNull();
  expect(moveFocus([], columns, at('a', 'strategy'), 'ArrowUp')).toBeNull();
});

test('the next cell to talk about is the next open one, then the first again', () => {
  const talk = [
    { candidateId: 'a', criterion: 'value', number: 1, outcome: 'open' },
    { candidateId: 'b', criterion: 'value', number: 2, outcome: 'settled' },
    { candidateId: 'c', criterion: 'value', number: 3, outcome: 'open' },
    { candidateId: 'c', criterion: 'measurable', number: null, outcome: 'homework' },
  ];
  expect(nextOpen(talk, { candidateId: 'a', criterion: 'value' })?.number).toBe(3);
  expect(nextOpen(talk, { candidateId: 'c', criterion: 'value' })?.number).toBe(1);
  expect(nextOpen(talk, null)?.number).toBe(1);
  expect(nextOpen([], null)).toBeNull();
});

test('half points and weighted sums are written as people read them', () => {
  expect([points(28), points(27), points(0)]).toEqual(['14', '13.5', '0']);
  expect([112, 108, 109].map(sumPoints)).toEqual(['14', '13.5', '13.625']);
});

test('the map is one stop for Tab, its arrows choose cells, and a barred row shows no sum', async () => {
  const onfocus = vi.fn();
  render(DisagreementMap, {
    rows,
    bySum: ['c', 'a', 'b'],
    columns,
    order: 'dispute',
    focus: { candidateId: 'a', criterion: 'value' },
    onfocus,
  });
  const table = screen.getByRole('table');
  expect(table.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  const cell = table.querySelector('td.focus') as HTMLElement;
  await fireEvent.keyDown(cell, { key: 'ArrowRight' });
  expect(onfocus).toHaveBeenCalledWith({ candidateId: 'a', criterion: 'strategy' });
  const barred = screen.getByRole('row', { name: /Candidate b/ });
  expect(barred.querySelector('.sum')?.textContent).toBe('–');
  expect(screen.getByRole('img', { name: 'Talk item 1' })).toBeTruthy();
});

test('the cell in focus is brought back when what stands below takes room from the map', () => {
  const shown = vi.fn();
  const before = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollIntoView');
  Element.prototype.scrollIntoView = shown;
  let resized = (): void => undefined;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(call: () => void) {
        resized = call;
      }
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  const focus = { candidateId: 'b', criterion: 'value' };
  render(DisagreementMap, {
    rows,
    bySum: ['c', 'a', 'b'],
    columns,
    order: 'dispute',
    focus,
    current: focus,
    onfocus: () => undefined,
  });
  const once = shown.mock.calls.length;
  expect(once).toBeGreaterThan(0);
  resized();
  expect(shown.mock.calls.length).toBe(once + 1);
  vi.unstubAllGlobals();
  if (before) Object.defineProperty(Element.prototype, 'scrollIntoView', before);
  else Reflect.deleteProperty(Element.prototype, 'scrollIntoView');
});
