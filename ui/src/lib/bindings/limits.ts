// How many characters (graphemes) a text takes, told at the field before it bites.
export const LIMITS = { name: 80, line: 240, paragraph: 2000 } as const;
// Marks in one cell up to which each of them is a dot; more are drawn as bars.
export const MOST_DOTS = 40;
