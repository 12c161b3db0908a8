import { expect, test, vi } from 'vitest';
import { fireEvent, render, screen } from '@testing-library/svelte';
import ChallengeTile from './ChallengeTile.svelte';
import RejectForm from './RejectForm.svelte';
import { dataGap, emptyRejection, readDays, rejectGaps } from './challenge.ts';

test('a rejection needs a code, a way back, and words where the code says none', () => {
  expect(Object.keys(rejectGaps(emptyRejection()))).toEqual(['reason', 'comeBackWhen']);
  expect(Object.keys(rejectGaps(emptyRejection({ reason: 'other', comeBackWhen: 'next year' })))).toEqual([
    'text',
  ]);
  expect(rejectGaps(emptyRejection({ reason: 'louder', comeBackWhen: 'next year' }))).toEqual({});
});

test('data that comes by a date needs the day and somebody who sees to it', () => {
  const answers = {
    dataStatus: 'by_date' as const,
    dataSource: '',
    dataEvent: '',
    delayDays: null,
    measurableBy: null,
    dataOwner: '',
  };
  expect(dataGap(answers)).toContain('day');
  expect(dataGap({ ...answers, measurableBy: '2026-03-01' })).toContain('who');
  expect(dataGap({ ...answers, measurableBy: '2026-03-01', dataOwner: 'Lena' })).toBeNull();
  expect(dataGap({ ...answers, dataStatus: 'weekly_now' })).toBeNull();
});

test('a delay is a whole number of days or nothing', () => {
  expect([readDays('2'), readDays(' '), readDays('two'), readDays('-1')]).toEqual([
    2,
    null,
    undefined,
    undefined,
  ]);
});

test('the form says what is missing and sends once it is there', async () => {
  const onreject = vi.fn(() => true);
  render(RejectForm, {
    reasons: [{ value: 'louder', label: 'Louder, not healthier' }],
    keptOptions: [{ value: 'input', label: 'Input' }],
    limit: 240,
    onreject,
  });
  await fireEvent.click(screen.getByRole('button', { name: 'Reject' }));
  expect(onreject).not.toHaveBeenCalled();
  expect(screen.getAllByRole('alert').length).toBeGreaterThan(0);
  await fireEvent.click(screen.getByRole('button', { name: 'Louder, not healthier' }));
  await fireEvent.input(screen.getByLabelText('Look at it again when'), { target: { value: 'next year' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Reject' }));
  expect(onreject).toHaveBeenCalledWith(
    expect.objectContaining({ reason: 'louder', comeBackWhen: 'next year' }),
  );
});

test('a failing verdict waits for its story and is sent with it', async () => {
  const onverdict = vi.fn();
  render(ChallengeTile, {
    question: 'Could it climb while customers leave?',
    number: 1,
    choices: [{ value: 'fails', label: 'Fails', key: 'B' }],
    verdict: null,
    waiting: 'fails',
    story: '',
    limit: 240,
    focused: true,
    onfocus: () => undefined,
    onverdict,
    onstory: () => undefined,
  });
  const field = screen.getByLabelText(/The story behind it/);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  await fireEvent.input(field, { target: { value: 'It did in March.' } });
  await fireEvent.change(field);
  expect(onverdict).toHaveBeenCalledWith('fails', 'It did in March.');
});
