import type { Contribution, NewContribution, OwnSeat } from '$lib/bindings/index.ts';
import type { Door } from './door.ts';

type Kind = NewContribution['kind'];
/** What a contribution is about: every column that is named here must fit. */
type About = Partial<Omit<Contribution, 'id' | 'kind' | 'text' | 'settled'>>;
type Of<K extends Kind> = Extract<NewContribution, { kind: K }>;

function fits(row: object, about: About): boolean {
  const columns: Record<string, unknown> = { ...row };
  return Object.entries(about).every(([name, value]) => (columns[name] ?? null) === value);
}

/** What this person sent and the room has. */
export function sent(own: OwnSeat, kind: Kind, about: About = {}): Contribution[] {
  return own.contributions.filter((one) => one.kind === kind && fits(one, about));
}

/** What this person sent and the network has not carried yet. */
export function underWay<K extends Kind>(door: Door, kind: K, about: About = {}): Of<K>[] {
  return door.waiting.flatMap((command) =>
    command.type === 'contribute' && command.contribution.kind === kind && fits(command.contribution, about)
      ? [command.contribution as Of<K>]
      : [],
  );
}

/** Of a view, a signal or a check there is one: the newest, on its way or arrived. */
export function latest<K extends Kind>(
  own: OwnSeat,
  door: Door,
  kind: K,
  about: About = {},
): Of<K> | Contribution | null {
  return underWay(door, kind, about).at(-1) ?? sent(own, kind, about).at(-1) ?? null;
}
