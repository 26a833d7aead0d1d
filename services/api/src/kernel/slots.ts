/** There are more waiting than may wait, or one has waited long enough. */
export class NoSlot extends Error {
  override readonly name = 'NoSlot';
}

/** A bounded number of places to work in, and a bounded queue in front of them. First come, first served. */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private taken = 0;

  constructor(
    private readonly places: number,
    private readonly mostWaiting: number,
    private readonly longestWaitMs: number,
  ) {}

  /** Runs the work once there is a place for it. Throws NoSlot when there is none in time. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.taken < this.places) {
      this.taken++;
      return;
    }
    if (this.waiting.length >= this.mostWaiting) throw new NoSlot(`${this.waiting.length} are waiting already`);
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(new NoSlot(`waited ${this.longestWaitMs} ms`));
      }, this.longestWaitMs);
      this.waiting.push(turn);
    });
  }

  /** Hands the place over to the next in line, so that nobody slips in between. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken--;
    else next();
  }
}

/** Slots for each of many, such as one export at a time for each person. Remembers only who is in or waits. */
export class SlotsEach {
  private readonly known = new Map<string, { readonly slots: Slots; inside: number }>();

  constructor(private readonly make: () => Slots) {}

  /** As Slots.run, in the slots of `key`. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const own = this.known.get(key) ?? { slots: this.make(), inside: 0 };
    this.known.set(key, own);
    own.inside++;
    try {
      return await own.slots.run(work);
    } finally {
      if (--own.inside === 0) this.known.delete(key);
    }
  }
}

/** Does a piece of work in the line of all. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** Places that people take in turn: each works off one thing after the other, so that one of theirs stands in the line of all at most. */
export class FairSlots {
  private readonly each: SlotsEach;

  /** @param own makes the line of one person */
  constructor(
    private readonly all: Slots,
    own: () => Slots,
  ) {
    this.each = new SlotsEach(own);
  }

  /** As Slots.run, in the line of the person; what takes a place of all is done by `turn`. */
  run<T>(person: string, work: (turn: Turn) => Promise<T>): Promise<T> {
    return this.each.run(person, () => work((costly) => this.all.run(costly)));
  }
}
