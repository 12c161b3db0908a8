// How many characters (graphemes) a text takes, told at the field before it bites.
export const LIMITS = { name: 80, line: 240, paragraph: 2000 } as const;
