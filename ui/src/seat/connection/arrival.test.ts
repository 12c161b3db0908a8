import { expect, test, vi } from 'vitest';
import { isWholeCode, joinCode, takeSecret } from './arrival.ts';
import { keepIn } from './keep.ts';
import { endingOf, readWhy } from './ended.ts';

test('t3_the_rooms_secret_leaves_the_address_bar_at_once', () => {
  const replaceUrl = vi.fn();
  const secret = '00112233445566778899aabbccddeeff';
  expect(takeSecret({ hash: `#${secret}`, pathname: '/', search: '' }, replaceUrl)).toBe(secret);
  expect(replaceUrl).toHaveBeenCalledWith('/');
  expect(takeSecret({ hash: '', pathname: '/', search: '' }, replaceUrl)).toBeNull();
  expect(takeSecret({ hash: '#top', pathname: '/', search: '' }, replaceUrl)).toBeNull();
});

test('a code may be typed in any way and reads as on the big screen', () => {
  expect(['h', 'hq7', 'hq7k', 'hq7-k3m', ' HQ7 K3M9 '].map(joinCode)).toEqual([
    'H',
    'HQ7',
    'HQ7 K',
    'HQ7 K3M',
    'HQ7 K3M',
  ]);
  expect([isWholeCode('HQ7 K3'), isWholeCode('HQ7 K3M')]).toEqual([false, true]);
});

test('a private window without storage keeps what it can in memory', () => {
  const keep = keepIn(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  keep.set('seats', 'x');
  expect(keep.get('seats')).toBe('x');
  keep.remove('seats');
  expect(keep.get('seats')).toBeNull();
});

test('f91_every_ending_is_told_in_words_and_an_unknown_one_is_not_a_blank_page', () => {
  for (const why of ['room_closed', 'removed', 'elsewhere', 'unknown', 'old_page', 'flood'] as const) {
    expect(endingOf(readWhy(why)).title).toMatch(/\.$/);
  }
  expect(readWhy('something later')).toBe('room_closed');
});
