/** What was understood of a number that a person typed (F93). */
export type ReadNumber =
  { kind: 'empty' } | { kind: 'number'; value: number; doubt: boolean } | { kind: 'unreadable' };

/** The marks a locale writes between thousands and before decimals. */
interface Marks {
  group: string;
  decimal: string;
}

/** First digits of the scripts people type numbers in: Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];

function marksOf(locale: string): Marks {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(12345678.9);
  const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { group: plain(find('group')), decimal: plain(find('decimal')) };
}

/** Western digits, one kind of space, one kind of minus, no direction marks. */
function plain(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const zero = zeros.find((first) => code >= first && code <= first + 9);
    if (zero !== undefined) out += String(code - zero);
    else if (/[\s\u00a0\u202f\u2009'’‘٬]/u.test(char)) out += ' ';
    else if (char === '٫') out += '\u0001';
    else if (char === '−' || char === '–') out += '-';
    else if (/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u.test(char)) continue;
    else out += char;
  }
  return out.trim();
}

/** Groups of three after the first, or of two with a last one of three, as in India. */
function grouped(whole: string, mark: string): boolean {
  const parts = whole.split(mark);
  const [first, ...rest] = parts;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return true;
  if (first.length < 1 || first.length > 3 || last.length !== 3) return false;
  const inner = rest.slice(0, -1);
  return inner.every((part) => part.length === 3) || inner.every((part) => part.length === 2);
}

/** Reads `1,234.5`, `1.234,5`, `1 234,5` and `١٬٢٣٤٫٥` alike. Only `1,234` and `1.234` need the locale. */
export function readNumber(text: string, locale = 'en'): ReadNumber {
  let rest = plain(text).replace(/\s*[%٪]$/u, '');
  if (rest === '') return { kind: 'empty' };
  let sign = 1;
  if (rest.startsWith('-') || rest.startsWith('+')) {
    sign = rest.startsWith('-') ? -1 : 1;
    rest = rest.slice(1).trim();
  }
  if (!/^[\d., \u0001]+$/u.test(rest) || !/\d/.test(rest)) return { kind: 'unreadable' };

  const count = (mark: string): number => rest.split(mark).length - 1;
  let decimal = '';
  let doubt = false;
  if (count('\u0001') > 0) decimal = '\u0001';
  else if (count('.') > 0 && count(',') > 0)
    decimal = rest.lastIndexOf('.') > rest.lastIndexOf(',') ? '.' : ',';
  else {
    const mark = count('.') > 0 ? '.' : ',';
    if (count(mark) === 1) {
      decimal = mark;
      const [before = '', after = ''] = rest.split(mark);
      if (/^[1-9]\d{0,2}$/.test(before) && /^\d{3}$/.test(after)) {
        doubt = true;
        if (marksOf(locale).group === mark) decimal = '';
      }
    }
  }
  if (decimal !== '' && count(decimal) > 1) return { kind: 'unreadable' };
  const [whole = '', fraction = ''] = decimal === '' ? [rest] : rest.split(decimal);
  if (/\D/.test(fraction)) return { kind: 'unreadable' };
  for (const mark of ['.', ',', ' ']) {
    if (whole.includes(mark) && !grouped(whole, mark)) return { kind: 'unreadable' };
  }
  const value = sign * Number(`${whole.replaceAll(/\D/g, '') || '0'}.${fraction || '0'}`);
  return Number.isFinite(value) ? { kind: 'number', value, doubt } : { kind: 'unreadable' };
}

const shown = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/** A number as it is printed: `1,038`, `39.7`. */
export function printNumber(value: number): string {
  return shown.format(value);
}

/** A number with its unit: `39.7%`, `412 accounts`. */
export function printMeasure(value: number | null, unit: string): string {
  if (value === null) return '';
  if (unit === '') return printNumber(value);
  return unit === '%' ? `${printNumber(value)}%` : `${printNumber(value)} ${unit}`;
}

/** A number as this person would type it again. */
export function typedNumber(value: number, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 15 }).format(value);
}

/** One line that says what was understood, so that a wrong mark is seen at once. */
export function echoOf(read: ReadNumber): string {
  switch (read.kind) {
    case 'empty':
      return '';
    case 'unreadable':
      return 'This is not a number yet. Type it like 1234.5 or 1234,5.';
    case 'number': {
      const words = `Read as ${printNumber(read.value)}`;
      if (!read.doubt) return `${words}.`;
      return Number.isInteger(read.value) ? `${words}, a whole number.` : `${words}, with decimals.`;
    }
  }
}
