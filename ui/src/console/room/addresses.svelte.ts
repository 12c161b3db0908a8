import { asApiError, type ApiError } from '$lib/backend/index.ts';
import type { RoomAddress } from '$lib/bindings/index.ts';
import type { Workshop } from '../workshop.svelte.ts';

/** The networks this computer is in, as the core lists them: likely ones first. */
export class Addresses {
  /** Nothing until the first answer. */
  list = $state.raw<readonly RoomAddress[] | null>(null);
  failed = $state.raw<ApiError | null>(null);
  #picked: string | null = $state(null);

  /** The address that the next opening takes: the picked one while it is there, else the likeliest. */
  get chosen(): string | null {
    const list = this.list ?? [];
    return list.find((one) => one.address === this.#picked)?.address ?? list[0]?.address ?? null;
  }

  pick(address: string): void {
    this.#picked = address;
  }

  async load(workshop: Pick<Workshop, 'ask'>): Promise<void> {
    try {
      const answer = await workshop.ask({ type: 'room_addresses' });
      if (answer.type === 'room_addresses') this.list = answer.addresses;
      this.failed = null;
    } catch (error) {
      this.failed = asApiError(error);
    }
  }
}

/** An address as a line to choose from. */
export function addressWords(one: RoomAddress): string {
  const where = one.interface === '' ? one.address : `${one.address}, ${one.interface}`;
  return one.likely ? where : `${where} (probably not the room’s network)`;
}
