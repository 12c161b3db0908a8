import { describe, expect, it } from 'vitest';
import { Countdown } from './countdown.svelte.ts';

describe('the countdown', () => {
  it('counts down while the clock runs', () => {
    const countdown = new Countdown();
    countdown.take({ plannedSeconds: 600, remainingMs: 272_000, running: true }, 1000);
    countdown.tick(3000);
    expect(countdown.seconds).toBe(270);
  });

  it('stands when the clock stands', () => {
    const countdown = new Countdown();
    countdown.take({ plannedSeconds: 600, remainingMs: 272_000, running: false }, 1000);
    countdown.tick(60_000);
    expect(countdown.seconds).toBe(272);
  });
});
