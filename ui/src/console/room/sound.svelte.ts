const key = 'sextant-room-sound';

function kept(): boolean {
  try {
    return localStorage.getItem(key) === 'on';
  } catch {
    return false;
  }
}

/** Two short notes when everybody is in. Off until somebody switches it on in this window. */
export class RoomSound {
  on = $state(kept());
  #context: AudioContext | null = null;

  set(on: boolean): void {
    this.on = on;
    try {
      localStorage.setItem(key, on ? 'on' : 'off');
    } catch {
      // Without a place to keep it, it holds until the window closes.
    }
    // Browsers let a page sound only after somebody has pressed something: this press counts.
    if (on) this.ring();
  }

  ring(): void {
    if (!this.on || typeof AudioContext === 'undefined') return;
    this.#context ??= new AudioContext();
    const context = this.#context;
    void context.resume().catch(() => undefined);
    for (const [place, pitch] of [660, 880].entries()) {
      const at = context.currentTime + place * 0.18;
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, at);
      loudness.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.32);
      tone.connect(loudness).connect(context.destination);
      tone.start(at);
      tone.stop(at + 0.34);
    }
  }
}

export const sound = new RoomSound();

/** Tells the moment in which the last one came in: once, and not for a room that was found full. */
export class AllIn {
  #before: boolean | null = null;

  /** Whether this very change completed the room. */
  completed(allIn: boolean): boolean {
    const now = allIn && this.#before === false;
    this.#before = allIn;
    return now;
  }
}
