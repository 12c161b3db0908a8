import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface Rules {
  /** The smallest side of anything that can be pressed. */
  target: number;
  /** The smallest text, in px; null where no rule asks for one. */
  text: number | null;
  /** The smallest size of people's reasons and stories, in px. */
  reasons?: number;
  /** Whether the page may scroll down. */
  scrolls: boolean;
}

/** How long a page may take to lay itself out anew on a machine with much else to do. */
const patience = 3_000;

/**
 * Everything on this page that lies outside its place, cuts its text or is too small to press. A wall
 * measures its rows anew after a change of size: what is gone a moment later is no defect.
 */
export async function defects(page: Page, rules: Rules): Promise<string[]> {
  await settled(page);
  const until = Date.now() + patience;
  for (;;) {
    const found = await defectsNow(page, rules);
    if (found.length === 0 || Date.now() > until) return found;
    await page.waitForTimeout(100);
  }
}

function defectsNow(page: Page, rules: Rules): Promise<string[]> {
  return page.evaluate(({ target, text, reasons, scrolls }) => {
    const found: string[] = [];
    const root = document.documentElement;
    const name = (element: Element): string => {
      const words = (element.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40);
      const classes = [...element.classList].filter((one) => !one.startsWith('svelte-')).join('.');
      return `${element.tagName.toLowerCase()}${classes ? `.${classes}` : ''} “${words}”`;
    };
    const shown = (element: Element): boolean =>
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    /** Taken off the screen on purpose, for readers only. */
    const forReaders = (element: Element): boolean => element.closest('.vh, [aria-hidden="true"]') !== null;

    if (root.scrollWidth > root.clientWidth + 1) {
      found.push(`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`);
    }
    if (root.scrollHeight > root.clientHeight + 1) {
      found.push(
        `the page is ${root.scrollHeight} px high in ${root.clientHeight}; only its body may scroll`,
      );
    }
    if (!scrolls) {
      for (const element of [root, ...document.querySelectorAll('main, main *')]) {
        if (!(element instanceof HTMLElement) || !shown(element) || forReaders(element)) continue;
        const style = getComputedStyle(element);
        if (element !== root && !/auto|scroll/.test(style.overflowY)) continue;
        if (element.scrollHeight > element.clientHeight + 2)
          found.push(`it would have to scroll: ${name(element)}`);
      }
    }
    if (!scrolls) {
      // On a wall nothing moves aside: a drawing taller than its place lies over the words below.
      for (const drawing of document.querySelectorAll('main svg')) {
        const place = drawing.parentElement?.getBoundingClientRect();
        const box = drawing.getBoundingClientRect();
        if (!place || !shown(drawing) || forReaders(drawing) || box.height === 0) continue;
        if (box.bottom > place.bottom + 2 || box.top < place.top - 2)
          found.push(`a drawing leaves its place: ${name(drawing.parentElement ?? drawing)}`);
      }
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set<Element>();
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (element === null || seen.has(element) || (walker.currentNode.nodeValue ?? '').trim() === '')
        continue;
      seen.add(element);
      const drawing = element.closest('svg');
      if (drawing !== null && text !== null && element instanceof SVGGraphicsElement && shown(drawing)) {
        // Inside a drawing a size is in its own units: what is seen is that times its scale.
        const scale = Math.abs(element.getScreenCTM()?.d ?? 1);
        const seen = parseFloat(getComputedStyle(element).fontSize) * scale;
        if (seen < text - 0.05) found.push(`text of ${seen.toFixed(1)} px in a drawing: ${name(element)}`);
      }
      if (element.closest('svg, script, style, option, template') || !shown(element) || forReaders(element))
        continue;
      const style = getComputedStyle(element);
      if (text !== null && parseFloat(style.fontSize) < text - 0.05) {
        found.push(`text of ${parseFloat(style.fontSize).toFixed(1)} px: ${name(element)}`);
      }
      if (
        reasons !== undefined &&
        element.matches('blockquote') &&
        parseFloat(style.fontSize) < reasons - 0.05
      )
        found.push(`a reason of ${parseFloat(style.fontSize).toFixed(1)} px: ${name(element)}`);
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const words = range.getBoundingClientRect();
      for (
        let holder: Element | null = element;
        holder && holder !== document.body;
        holder = holder.parentElement
      ) {
        const its = getComputedStyle(holder);
        if (its.textOverflow === 'ellipsis' || its.webkitLineClamp !== 'none') break;
        // What scrolls sideways of itself is reached by scrolling.
        if (/auto|scroll/.test(its.overflowX) && holder !== element) break;
        if (its.position === 'fixed') break;
        if (!/hidden|clip/.test(its.overflowX)) continue;
        const edge = holder.getBoundingClientRect();
        if (words.right > edge.right + 2 || words.left < edge.left - 2) {
          found.push(`cut at the side: ${name(element)} in ${name(holder)}`);
        }
        break;
      }
      if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 3) {
        if (style.webkitLineClamp === 'none' && style.display !== 'inline')
          found.push(`cut below: ${name(element)}`);
      }
      if (
        style.textOverflow !== 'ellipsis' &&
        element.scrollWidth > element.clientWidth + 2 &&
        element.clientWidth > 0
      ) {
        if (!/auto|scroll/.test(style.overflowX) && style.display !== 'inline')
          found.push(`too narrow for its words: ${name(element)}`);
      }
    }
    // What is laid out from a place outside the part that scrolls does not move with it, and lets
    // what lies around it scroll on into nothing.
    const scrollsBy = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowY);
    for (const element of document.querySelectorAll('body *')) {
      if (!(element instanceof HTMLElement) || getComputedStyle(element).position !== 'absolute') continue;
      let scroller = element.parentElement;
      while (scroller && !scrollsBy(scroller)) scroller = scroller.parentElement;
      if (scroller?.parentElement && element.offsetParent?.contains(scroller.parentElement))
        found.push(`leaves what scrolls: ${name(element)} in ${name(scroller)}`);
    }
    const interactive =
      'button, a[href], input, select, textarea, summary, [role="tab"], [role="treeitem"][tabindex="0"]';
    const targets: { element: Element; box: DOMRect }[] = [];
    for (const element of document.querySelectorAll(interactive)) {
      if (!shown(element) || forReaders(element) || (element as HTMLInputElement).disabled) continue;
      // A box, a dot or a field inside its label is pressed by it, so the label is its target.
      const label = element.matches('input') ? element.closest('label') : null;
      const box = (label ?? element).getBoundingClientRect();
      if (box.width === 0) continue;
      // A field inside a sentence is as wide as its words; its height is what a finger needs.
      const inline = element.closest('.slot') !== null;
      if (box.height < target - 0.5 || (!inline && box.width < target - 0.5)) {
        found.push(
          `${Math.round(box.width)}×${Math.round(box.height)} px to press: ${name(element)} ${element.getAttribute('aria-label') ?? ''}`,
        );
      }
      targets.push({ element: label ?? element, box });
    }
    for (const [index, one] of targets.entries()) {
      for (const other of targets.slice(index + 1)) {
        if (
          one.element === other.element ||
          one.element.contains(other.element) ||
          other.element.contains(one.element)
        )
          continue;
        if (one.element.parentElement !== other.element.parentElement) continue;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 1.5 && high > 1.5) found.push(`${name(one.element)} lies over ${name(other.element)}`);
      }
    }
    return [...new Set(found)].slice(0, 12);
  }, rules);
}

/** What axe calls serious or critical. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated from outside, because the page's own policy lets no other script in.
  await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(async () => {
    interface Axe {
      run(
        context: unknown,
        options: unknown,
      ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    // The preview of the brief is a sandboxed page of its own, judged where it is made.
    const result = await axe.run({ exclude: [['iframe']] }, { resultTypes: ['violations'], iframes: false });
    return result.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `axe ${id}, ${nodes.length}×: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
  });
}

/** Waits until letters are there, sizes are laid out and colours have faded to where they go. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const drawn = new Promise<void>((done) =>
      requestAnimationFrame(() => requestAnimationFrame(() => done())),
    );
    const faded = drawn.then(() => {
      const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
      return Promise.allSettled(fading.map((one) => one.finished));
    });
    // Now and then a browser without a display puts a picture or a fade off for good. The longest
    // fade takes a fifth of a second, so what is measured after two has its final look.
    await Promise.race([faded, new Promise((done) => setTimeout(done, 2_000))]);
  });
}
