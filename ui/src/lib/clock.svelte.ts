/** The time of the host, ticking once a second, for timers that every surface shows alike. */
class Clock {
  #skew = 0;
  /** Milliseconds since 1970 by the host's clock. */
  now = $state(Date.now());

  constructor() {
    setInterval(() => (this.now = Date.now() + this.#skew), 250);
  }

  /** Takes over the host's time from a view, so that a phone with a wrong clock still counts right. */
  follow(hostMillis: number): void {
    this.#skew = hostMillis - Date.now();
    this.now = hostMillis;
  }

  /** Whole seconds until a moment of the host's clock; negative when it has passed. */
  secondsUntil(hostMillis: number): number {
    return Math.ceil((hostMillis - this.now) / 1000);
  }
}

export const clock = new Clock();
