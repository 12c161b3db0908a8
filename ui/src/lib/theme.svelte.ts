/** `system` follows the computer; the other two are the person's own choice and are kept. */
export type ThemeChoice = 'system' | 'chart' | 'night';

const place = 'sextant-theme';

function kept(): ThemeChoice {
  try {
    const value = localStorage.getItem(place);
    return value === 'chart' || value === 'night' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** The light of this window. The projector never uses it: a beam cannot paint black. */
class Theme {
  choice: ThemeChoice = $state(kept());
  #dark = $state(false);

  /** What is drawn. */
  get shown(): 'chart' | 'night' {
    if (this.choice !== 'system') return this.choice;
    return this.#dark ? 'night' : 'chart';
  }

  /** Sets the page and follows the computer from now on. Call it once, before mounting. */
  start(): void {
    if (typeof matchMedia === 'function') {
      const query = matchMedia('(prefers-color-scheme: dark)');
      this.#dark = query.matches;
      query.addEventListener('change', (event) => {
        this.#dark = event.matches;
        this.#paint();
      });
    }
    this.#paint();
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    try {
      if (choice === 'system') localStorage.removeItem(place);
      else localStorage.setItem(place, choice);
    } catch {
      // A window without storage still changes its light; it only forgets it.
    }
    this.#paint();
  }

  /** One press of the moon: from what is drawn now to the other one. */
  toggle(): void {
    this.choose(this.shown === 'night' ? 'chart' : 'night');
  }

  #paint(): void {
    document.documentElement.dataset['theme'] = this.shown;
  }
}

export const theme = new Theme();
