import { freeColour, ownColour } from './colours.js';
import { comings, TOLD_EVERY_MS } from './comings.js';
import { followersOf, mustChangeColour, mustLetGo, peopleIn, type Person, type Tab } from './people.js';
import { readShown, type Shown } from './shown-state.js';

/** As y-protocols has it: what every tab of a document shows, by the number of the tab. */
export interface Awareness {
  readonly clientID: number;
  getStates(): ReadonlyMap<number, unknown>;
  setLocalState(state: Record<string, unknown> | null): void;
  on(event: 'change', listener: () => void): void;
  off(event: 'change', listener: () => void): void;
}

export interface Clock {
  now(): number;
  /** Returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** What there is to see of others. Another object whenever something of it changed. */
export interface Around {
  readonly people: readonly Person[];
  /** Tabs of others, with all they show. */
  readonly tabs: readonly Tab[];
  readonly following: Person | null;
  /** The tab that is followed, as it is now. */
  readonly leader: Tab | null;
  readonly followers: readonly Person[];
  /** Who asks everybody to come, until it was answered. */
  readonly call: Person | null;
  readonly isCalling: boolean;
  /** For a screen reader: who came and left. */
  readonly said: string;
}

/** What is told changes at most so often. */
export const SEND_EVERY_MS = 50;
/** A call nobody answered in this time is over. */
export const CALL_MS = 30_000;
/** More tabs than this are neither drawn nor listed. */
const MOST_TABS = 200;
const ALONE: Around = { people: [], tabs: [], following: null, leader: null, followers: [], call: null, isCalling: false, said: '' };

type Place = Pick<Shown, 'plane' | 'at' | 'selected' | 'ghost' | 'view'>;

/**
 * Who is in a document beside this tab, and what this tab shows of the person in it. Nothing of it is kept anywhere: it goes with
 * whoever leaves. Alone in a document, a tab tells nothing but that it is there.
 */
export class PresenceDesk {
  private readonly listeners = new Set<() => void>();
  private readonly since: number;
  private current = ALONE;
  private place: Place = { plane: '', at: null, selected: [], ghost: null, view: null };
  private colour: number;
  private following: Shown['following'] = null;
  private call: number | null = null;
  private answered = new Map<number, number>();
  private told: readonly Person[] = [];
  private sent = '';
  private lastSent = -Infinity;
  private pending: (() => void) | null = null;
  private saying: (() => void) | null = null;
  private callEnds: () => void = () => undefined;
  private isFirst = true;

  constructor(
    private readonly awareness: Awareness,
    private readonly me: Shown['user'],
    private readonly clock: Clock,
  ) {
    this.since = clock.now();
    this.colour = ownColour(me.id);
    awareness.on('change', this.look);
    this.look();
    this.sendSoon();
  }

  get around(): Around {
    return this.current;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What this tab shows from now on. */
  show(place: Partial<Place>): void {
    this.place = { ...this.place, ...place };
    this.sendSoon();
  }

  /** Goes where a person goes, from now on. */
  follow(userId: string): void {
    const person = this.current.people.find(({ id }) => id === userId);
    const client = person?.clients.at(-1);
    if (client === undefined) return;
    this.following = { client, since: this.clock.now() };
    this.answer(userId);
  }

  readonly stopFollowing = (): void => {
    if (this.following === null) return;
    this.following = null;
    this.changed();
  };

  /** Asks all the others to come here. */
  readonly bringEveryone = (): void => {
    this.callEnds();
    this.call = this.clock.now();
    this.following = null;
    this.callEnds = this.clock.after(CALL_MS, this.endCall);
    this.changed();
  };

  readonly endCall = (): void => {
    this.callEnds();
    this.call = null;
    this.changed();
  };

  /** A call is answered, by going there or not. */
  readonly dismissCall = (): void => {
    if (this.current.call) this.answer(this.current.call.id);
  };

  end(): void {
    this.awareness.off('change', this.look);
    this.pending?.();
    this.saying?.();
    this.callEnds();
    this.listeners.clear();
    this.awareness.setLocalState({});
  }

  private answer(userId: string): void {
    for (const { client, user, call } of this.current.tabs) if (user.id === userId && call !== null) this.answered.set(client, call);
    this.changed();
  }

  private changed(): void {
    this.look();
    this.sendSoon();
  }

  private readonly look = (): void => {
    const tabs = this.tabsOfOthers();
    const me = this.asTab();
    if (mustChangeColour(me, tabs)) this.colour = freeColour(this.me.id, new Set(tabs.filter(({ user }) => user.id !== this.me.id).map(({ colour }) => colour)));
    this.keepFollowing(me, tabs);
    const others = tabs.filter(({ user }) => user.id !== this.me.id);
    const people = peopleIn(others, this.me.id);
    const leader = others.find(({ client }) => client === this.following?.client) ?? null;
    const calling = others.find(({ client, call }) => call !== null && this.answered.get(client) !== call);
    for (const client of this.answered.keys()) if (!others.some((tab) => tab.client === client)) this.answered.delete(client);
    this.set({
      people,
      tabs: others,
      leader,
      following: people.find(({ id }) => id === leader?.user.id) ?? null,
      followers: followersOf(this.awareness.clientID, others, this.me.id),
      call: people.find(({ id }) => id === calling?.user.id) ?? null,
      isCalling: this.call !== null,
      said: this.current.said,
    });
    this.saySoon();
    this.sendSoon();
  };

  /** Follows somebody on in another tab of theirs, and nobody in a circle. */
  private keepFollowing(me: Tab, tabs: readonly Tab[]): void {
    if (this.following === null) return;
    const { client } = this.following;
    if (mustLetGo(me, tabs)) this.following = null;
    else if (!tabs.some((tab) => tab.client === client)) {
      const other = tabs.findLast(({ user }) => user.id === this.current.following?.id);
      this.following = other ? { ...this.following, client: other.client } : null;
    }
  }

  private tabsOfOthers(): readonly Tab[] {
    const tabs: Tab[] = [];
    for (const [client, state] of this.awareness.getStates()) {
      const shown = client === this.awareness.clientID ? null : readShown(state);
      if (shown && tabs.length < MOST_TABS) tabs.push({ ...shown, client });
    }
    return tabs;
  }

  private asTab(): Tab {
    const { me: user, colour, since, following, call } = this;
    return { ...this.place, user, colour, since, following, call, client: this.awareness.clientID };
  }

  private sendSoon(): void {
    if (this.pending !== null) return;
    const wait = this.lastSent + SEND_EVERY_MS - this.clock.now();
    if (wait <= 0) return this.send();
    this.pending = this.clock.after(wait, () => {
      this.pending = null;
      this.send();
    });
  }

  /** Where one is, is told to those who are there to see it; what one sees, to those who want to see the same. */
  private send(): void {
    const { client: _, ...all } = this.asTab();
    const view = this.current.followers.length > 0 || this.call !== null ? all.view : null;
    const shown: Shown = this.current.tabs.length > 0 ? { ...all, view } : { ...all, at: null, selected: [], ghost: null, view: null };
    const state = JSON.stringify(shown);
    if (state === this.sent) return;
    this.sent = state;
    this.lastSent = this.clock.now();
    this.awareness.setLocalState({ ...shown });
  }

  private saySoon(): void {
    if (this.isFirst) {
      this.isFirst = false; // who was here before is no news
      this.saying = this.clock.after(TOLD_EVERY_MS, () => this.say(true));
    } else this.saying ??= comings(this.told, this.current.people) === '' ? null : this.clock.after(TOLD_EVERY_MS, () => this.say());
  }

  private say(silently = false): void {
    this.saying = null;
    const said = silently ? '' : comings(this.told, this.current.people);
    this.told = this.current.people;
    if (said !== '') this.set({ ...this.current, said });
  }

  /** A list that says the same stays the same object: moves of the mouse draw no avatar anew. */
  private set(around: Around): void {
    const { people, followers, following, call } = this.current;
    this.current = { ...around, people: same(people, around.people), followers: same(followers, around.followers), following: same(following, around.following), call: same(call, around.call) };
    for (const listener of this.listeners) listener();
  }
}

const same = <T>(before: T, after: T): T => (JSON.stringify(before) === JSON.stringify(after) ? before : after);
