/** A value with its words, for Select, Segmented and ChoiceChips. */
export interface Worded<Value extends string> {
  value: Value;
  label: string;
}

/** The values of a list of words in the order in which it is written. */
export function optionsOf<Value extends string>(words: Record<Value, string>): Worded<Value>[] {
  const options: Worded<Value>[] = [];
  for (const value in words) options.push({ value, label: words[value] });
  return options;
}
