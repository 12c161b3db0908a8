import type { Keep } from './keep.ts';

/** A seat that this device holds. */
export interface HeldSeat {
  /** Opens the seat; known to this device alone (T3). */
  secret: string;
  /** Of which workshop, to find the seat again when its code is scanned once more. */
  workshopId: string;
}

const place = 'seats';
const most = 8;

/** The seats of this device, the newest first. */
export function heldSeats(keep: Keep): HeldSeat[] {
  try {
    const read: unknown = JSON.parse(keep.get(place) ?? '[]');
    if (!Array.isArray(read)) return [];
    return read.filter(
      (seat: Partial<HeldSeat> | null): seat is HeldSeat =>
        typeof seat?.secret === 'string' && typeof seat.workshopId === 'string',
    );
  } catch {
    return [];
  }
}

/** Keeps a seat, so that a reload, a locked phone or a lost network comes back to it. */
export function holdSeat(keep: Keep, seat: HeldSeat): void {
  const others = heldSeats(keep).filter((held) => held.secret !== seat.secret);
  keep.set(place, JSON.stringify([seat, ...others].slice(0, most)));
}

/** Forgets a seat that opens nothing any more. */
export function forgetSeat(keep: Keep, secret: string): void {
  const others = heldSeats(keep).filter((held) => held.secret !== secret);
  if (others.length === 0) keep.remove(place);
  else keep.set(place, JSON.stringify(others));
}
