/** One stage on the rail. */
export interface RailItem {
  key: string;
  number: number;
  label: string;
  /** Planned minutes: one tick each five, so a long stage looks long. */
  minutes: number;
  /** `now` is where the room is; `stale` was finished and must be looked at again. */
  state: 'done' | 'now' | 'next' | 'stale' | 'skipped';
  /** How far the room is inside this stage, 0 to 1. Only for `now`. */
  progress?: number;
  substages?: readonly RailSubstage[];
}

export interface RailSubstage {
  letter: string;
  label: string;
  state: 'was' | 'cur' | 'next';
  /** On screen now. */
  shown?: boolean;
}
