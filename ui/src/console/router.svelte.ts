/** Where the console is: the list of workshops, or inside one, looking at a stage. */
export type Place = { name: 'library' } | { name: 'workshop'; workshopId: string; stage: string | null };

/**
 * The console's place, kept in the address's fragment, so that a reload and the browser's back
 * button work. `stage` is what is looked at; null follows the room.
 */
class Router {
  place: Place = $state(read());

  constructor() {
    globalThis.addEventListener?.('hashchange', () => (this.place = read()));
    globalThis.addEventListener?.('popstate', () => (this.place = read()));
  }

  /** The stage that is looked at, or null while the screen follows the room. */
  get lookedAt(): string | null {
    return this.place.name === 'workshop' ? this.place.stage : null;
  }

  toLibrary(): void {
    this.#go({ name: 'library' });
  }

  toWorkshop(workshopId: string, stage: string | null = null): void {
    this.#go({ name: 'workshop', workshopId, stage });
  }

  /** Looks at another stage of the open workshop; the room stays where it is. */
  look(stage: string | null): void {
    if (this.place.name !== 'workshop' || this.place.stage === stage) return;
    this.#go({ ...this.place, stage });
  }

  #go(place: Place): void {
    this.place = place;
    const words = new URLSearchParams();
    if (place.name === 'workshop') {
      words.set('w', place.workshopId);
      if (place.stage !== null) words.set('s', place.stage);
    }
    history.pushState(null, '', `#${words.toString()}`);
  }
}

function read(): Place {
  const words = new URLSearchParams(location.hash.replace(/^#/, ''));
  const workshopId = words.get('w');
  if (workshopId === null) return { name: 'library' };
  return { name: 'workshop', workshopId, stage: words.get('s') };
}

export const router = new Router();
