import { checkUpdate } from '@bpmn-studio/bpmn/shared';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';

/** A number from 0 to 1, the same ones for the same seed. */
export type Random = () => number;

/** Where updates come from that were delivered: nobody here drew them. */
export const FROM_OTHERS = {};

interface Parcel {
  readonly to: number;
  readonly update: Uint8Array;
}

/** Documents of several editors, with a network between them that holds updates back and brings them out of order. */
export class InMemoryRoom {
  readonly docs: readonly Doc[];
  /** What the server would not have kept, and why. */
  readonly refused: string[] = [];
  private held: Parcel[] = [];

  constructor(
    seed: Doc,
    editors: number,
    private readonly random: Random,
    private readonly withheld: number,
  ) {
    const state = encodeStateAsUpdate(seed);
    const stage = new Doc();
    applyUpdate(stage, state);
    this.docs = Array.from({ length: editors }, (_, index) => {
      const doc = new Doc();
      doc.clientID = index + 2; // who wins a tie must be the same in each run
      applyUpdate(doc, state, FROM_OTHERS);
      return doc;
    });
    this.docs.forEach((doc, from) =>
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === FROM_OTHERS) return;
        const verdict = checkUpdate(stage, update);
        if (!verdict.ok) this.refused.push(verdict.detail);
        this.docs.forEach((_, to) => to !== from && this.held.push({ to, update }));
      }),
    );
  }

  /** Delivers what is not held back this time, out of order. */
  deliverSome(): void {
    const [staying, going] = [[] as Parcel[], [] as Parcel[]];
    for (const parcel of this.held) (this.random() < this.withheld ? staying : going).push(parcel);
    this.held = staying;
    this.deliver(going);
  }

  /** Delivers everything. */
  deliverAll(): void {
    while (this.held.length > 0) this.deliver(this.held.splice(0));
  }

  private deliver(parcels: Parcel[]): void {
    for (let left = parcels.length; left > 0; left--) {
      const [{ to, update }] = parcels.splice(Math.floor(this.random() * left), 1) as [Parcel];
      applyUpdate(this.docs[to]!, update, FROM_OTHERS);
    }
  }
}

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
