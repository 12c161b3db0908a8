/** A key combination, written as `mod+enter`, `s`, `?`, `f2` or the sequence `g 5`. */
export interface Combo {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

const names: Record<string, string> = {
  enter: 'Enter',
  escape: 'Esc',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  space: 'Space',
  tab: 'Tab',
  backspace: 'Backspace',
  delete: 'Delete',
  home: 'Home',
  end: 'End',
};

/** Reads one step of a combination. */
export function parse(step: string): Combo {
  const parts = step.toLowerCase().split('+');
  const key = parts.pop() || '+';
  return {
    mod: parts.includes('mod'),
    shift: parts.includes('shift'),
    alt: parts.includes('alt'),
    key,
  };
}

/** True on a Mac, where the command key does what Ctrl does elsewhere. */
export function onMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform ?? '');
}

/** The combination as it is printed on a button: `Ctrl Enter`, `G 5`. */
export function printed(combo: string, mac: boolean = onMac()): string {
  return combo
    .split(' ')
    .map((step) => {
      const { mod, shift, alt, key } = parse(step);
      const name = names[key] ?? key.toUpperCase();
      return [mod && (mac ? 'Cmd' : 'Ctrl'), alt && 'Alt', shift && 'Shift', name].filter(Boolean).join(' ');
    })
    .join(' ');
}

/** The key of an event in our spelling. Other alphabets fall back to the key's place on the board. */
export function keyOf(event: KeyboardEvent): string {
  if (event.key === ' ') return 'space';
  const key = event.key.toLowerCase();
  if (key.length === 1 && key > '\u007f') {
    const place = /^(?:Key|Digit)(.)$/.exec(event.code);
    if (place?.[1]) return place[1].toLowerCase();
  }
  return key;
}

/** Whether an event is this combination. */
export function matches(event: KeyboardEvent, combo: Combo): boolean {
  const mod = event.ctrlKey || event.metaKey;
  if (mod !== combo.mod || event.altKey !== combo.alt) return false;
  if (keyOf(event) !== combo.key) return false;
  // A printed sign such as `?` already contains its shift.
  const sign = combo.key.length === 1 && !/[a-z0-9]/.test(combo.key);
  return sign || event.shiftKey === combo.shift;
}
