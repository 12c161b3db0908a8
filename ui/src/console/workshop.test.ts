import { expect, it, vi } from 'vitest';
import { backend } from '$lib/backend/index.ts';
import type { ConsoleScreen } from '$lib/bindings/index.ts';
import { Workshop } from './workshop.svelte.ts';

function screen(revision: number, undo: string | null): ConsoleScreen {
  const made: unknown = { surface: 'console', view: {}, session: { revision, undo } };
  return made as ConsoleScreen;
}

it('a_change_from_a_seat_leaves_the_toast_alone_and_does_not_begin_it_anew', async () => {
  const workshop = new Workshop('w');
  vi.spyOn(backend, 'sendConsole').mockResolvedValue(screen(1, 'Merged two candidates'));
  await workshop.send({ type: 'merge_candidates', from: 'a', into: 'b' });
  vi.spyOn(backend, 'console').mockResolvedValue(screen(2, 'Merged two candidates'));
  await workshop.load();
  expect([workshop.toast, workshop.toasts]).toEqual(['Merged two candidates', 1]);
});

it('a_toast_goes_when_undo_would_take_back_something_else', async () => {
  const workshop = new Workshop('w');
  vi.spyOn(backend, 'sendConsole').mockResolvedValue(screen(1, 'Merged two candidates'));
  await workshop.send({ type: 'merge_candidates', from: 'a', into: 'b' });
  vi.spyOn(backend, 'console').mockResolvedValue(screen(2, 'Left the stage'));
  await workshop.load();
  expect(workshop.toast).toBeNull();
});

it('a_crowd_that_joins_is_looked_at_ten_times_a_second_and_its_end_is_never_missed', async () => {
  vi.useFakeTimers();
  const workshop = new Workshop('w');
  let revision = 0;
  const look = vi.spyOn(backend, 'console').mockImplementation(() => Promise.resolve(screen(revision, null)));
  while (revision < 300) {
    revision += 1;
    void workshop.follow();
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.advanceTimersByTimeAsync(300);
  expect(look.mock.calls.length).toBeLessThanOrEqual(5);
  expect(workshop.session?.revision).toBe(300);
  vi.useRealTimers();
});
