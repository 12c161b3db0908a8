import { expect, type Locator, type Page } from '@playwright/test';

/** More presses than any screen has controls. */
const enough = 250;

/**
 * A person without a pointer. Everything is reached as they reach it: Tab and Shift Tab between
 * controls, arrows inside a group. A control that no key reaches fails the test.
 */
export class Keyboard {
  readonly page: Page;

  #asking = 0;

  constructor(page: Page) {
    this.page = page;
    const asks = (url: string): boolean => url.includes('/api/') && !url.includes('/api/watch');
    page.on('request', (request) => (this.#asking += asks(request.url()) ? 1 : 0));
    page.on('requestfinished', (request) => (this.#asking -= asks(request.url()) ? 1 : 0));
    page.on('requestfailed', (request) => (this.#asking -= asks(request.url()) ? 1 : 0));
  }

  /** Waits until the screen shows what was answered, as a person would. */
  async quiet(): Promise<void> {
    await expect.poll(() => this.#asking).toBe(0);
    await this.page.evaluate(
      () => new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))),
    );
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async write(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Leaves a text field, so that single letters are keys again. */
  async rest(): Promise<void> {
    const typing = (): boolean => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement)) return false;
      return (
        at.matches('textarea, select') ||
        (at instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(at.type))
      );
    };
    for (let step = 0; step < 20 && (await this.page.evaluate(typing)); step += 1) await this.press('Tab');
  }

  /** Goes to a control with Tab, or with Shift Tab when it lies before. */
  async to(target: Locator): Promise<void> {
    await expect(target).toHaveCount(1);
    await expect(target).toBeEnabled();
    for (let step = 0; step < enough; step += 1) {
      const place = await target.evaluate((element) => {
        const now = document.activeElement;
        if (now === element) return 'here';
        if (now === null || now === document.body) return 'after';
        return now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? 'before' : 'after';
      });
      if (place === 'here') return;
      await this.press(place === 'before' ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`Tab does not reach ${String(target)}`);
  }

  async activate(target: Locator): Promise<void> {
    await this.to(target);
    await this.press('Enter');
  }

  /** A button that asks on itself first. */
  async confirm(target: Locator): Promise<void> {
    await this.activate(target);
    await this.press('Enter');
  }

  /** Types a text over what stands in a field and leaves it. */
  async fill(target: Locator, text: string, then: 'Tab' | 'Enter' | null = 'Tab'): Promise<void> {
    await this.to(target);
    await this.press('Control+A');
    await this.write(text);
    if (then !== null) await this.press(then);
  }

  /** Types a day as the field takes it: month, day, year. */
  async date(target: Locator, day: string): Promise<void> {
    const [year, month, date] = day.split('-');
    await this.to(target);
    await this.write(`${month}${date}${year}`);
    await expect(target).toHaveValue(day);
    // The field has three parts; Tab goes through them before it leaves.
    for (let part = 0; part < 5; part += 1) {
      if (!(await target.evaluate((element) => element === document.activeElement))) return;
      await this.press('Tab');
    }
  }

  /** One of a list that is folded away. */
  async pick(target: Locator, label: string): Promise<void> {
    await this.to(target);
    const path = await target.evaluate((element, wanted) => {
      const options = [...(element as HTMLSelectElement).options].filter((option) => !option.disabled);
      const to = options.findIndex((option) => option.label.trim() === wanted);
      const from = options.findIndex((option) => option.selected);
      return { to, from };
    }, label);
    if (path.to === -1) throw new Error(`no choice “${label}” in ${String(target)}`);
    for (let at = path.from; at < path.to; at += 1) await this.press('ArrowDown');
    for (let at = path.from; at > path.to; at -= 1) await this.press('ArrowUp');
    await expect(target.locator('option:checked')).toHaveText(label);
  }

  /** One of two or three buttons that stand side by side. */
  async choose(group: Locator, label: string): Promise<void> {
    await this.to(group.locator('[role="radio"][tabindex="0"]'));
    const wanted = group.getByRole('radio', { name: label, exact: true });
    if ((await wanted.getAttribute('aria-checked')) === 'true') return;
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      await this.press('Enter');
    } else {
      for (let step = 0; step < 6; step += 1) {
        await this.press('ArrowRight');
        if (await wanted.evaluate((element) => element === document.activeElement)) break;
      }
    }
    await expect(wanted).toHaveAttribute('aria-checked', 'true');
  }

  /** One radio button of a native group: Tab enters the group, arrows move in it. */
  async radio(target: Locator): Promise<void> {
    const name = await target.getAttribute('name');
    for (let step = 0; step < enough; step += 1) {
      const place = await target.evaluate((element, group) => {
        const now = document.activeElement;
        if (now instanceof HTMLInputElement && now.name === group) return 'here';
        return now !== null && now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING
          ? 'before'
          : 'after';
      }, name);
      if (place === 'here') break;
      await this.press(place === 'before' ? 'Shift+Tab' : 'Tab');
    }
    for (let step = 0; step < 12; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await this.press('ArrowDown');
    }
    if (!(await target.isChecked())) await this.press('Space');
    await expect(target).toBeChecked();
  }

  /** Finds an action by its words. */
  async palette(words: string): Promise<void> {
    await this.press('Control+k');
    await this.write(words);
    await this.press('Enter');
  }
}
