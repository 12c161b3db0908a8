import type { TimerView } from '$lib/bindings/index.ts';

/** Counts a time box down between two views of the core. */
export class Countdown {
  seconds = $state(0);
  #timer: TimerView = { plannedSeconds: 0, remainingMs: 0, running: false };
  #taken = 0;

  /** Takes over what the core says. `now` is any clock that does not jump, in milliseconds. */
  take(timer: TimerView, now: number): void {
    this.#timer = timer;
    this.#taken = now;
    this.tick(now);
  }

  tick(now: number): void {
    const passed = this.#timer.running ? now - this.#taken : 0;
    this.seconds = Math.ceil((this.#timer.remainingMs - passed) / 1000);
  }
}
