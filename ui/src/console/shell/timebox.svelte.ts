import type { TimerView } from '$lib/bindings/index.ts';
import { clock } from '$lib/clock.svelte.ts';

/** Milliseconds left now, for a timer that was read at `readAt` on the same clock. */
export function leftMillis(timer: TimerView, readAt: number, now: number): number {
  return timer.running ? timer.remainingMs - Math.max(0, now - readAt) : timer.remainingMs;
}

/**
 * The time box of the room, ticking here between two answers of the core. It counts on the
 * monotonic clock: setting the computer's time does not move it (F24).
 */
export class TimeBox {
  #timer: TimerView = $state.raw({ plannedSeconds: 0, remainingMs: 0, running: false });
  #readAt = 0;

  /** Takes over what a fresh view says. */
  follow(timer: TimerView, now: number = performance.now()): void {
    this.#readAt = now;
    this.#timer = timer;
  }

  get running(): boolean {
    return this.#timer.running;
  }

  get planned(): number {
    return this.#timer.plannedSeconds;
  }

  /** Whole seconds left; below zero is overtime. */
  get left(): number {
    // Reading the shared clock makes this tick with it.
    const tick = clock.now;
    const now = tick > 0 ? performance.now() : 0;
    return Math.ceil(leftMillis(this.#timer, this.#readAt, now) / 1000);
  }

  /** How far the time box is, 0 to 1, for the index on the rail. */
  get progress(): number {
    if (this.planned === 0) return 0.5;
    return Math.min(1, Math.max(0, 1 - this.left / this.planned));
  }

  /** Stopped with nothing left: a face of 0:00 would ask for something that nobody needs. */
  get spent(): boolean {
    return !this.running && this.#timer.remainingMs <= 0;
  }

  /** Neither started nor used. */
  get untouched(): boolean {
    return !this.running && this.#timer.remainingMs === this.planned * 1000;
  }
}
