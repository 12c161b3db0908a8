/** One thing to choose from, in Segmented, ChoiceChips and Select. */
export interface Option<Value extends string = string> {
  value: Value;
  label: string;
  /** One more line, where the control has room for it. */
  note?: string;
  disabled?: boolean;
}
