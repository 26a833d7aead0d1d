import { describe, expect, it } from '@jest/globals';
import { TOLD_EVERY_MS } from './comings.js';
import { CALL_MS, PresenceDesk, SEND_EVERY_MS } from './presence-desk.js';
import { HandClock } from './testing/hand-clock.js';
import { InMemoryAwareness } from './testing/in-memory-awareness.js';

const VIEW = { x: 0, y: 0, width: 800, height: 600 };

function room() {
  const clock = new HandClock();
  const wire = new InMemoryAwareness();
  const come = (client: number, id: string, name = id) => {
    const desk = new PresenceDesk(wire.join(client), { id, name }, clock);
    clock.pass(SEND_EVERY_MS);
    return desk;
  };
  return { clock, wire, come };
}

describe('a tab', () => {
  it('tells where it is only while somebody is there to see it', () => {
    const { clock, wire, come } = room();
    const ada = come(1, 'ada');
    const told = wire.sent;
    for (let x = 0; x < 50; x++) ada.show({ at: [x, 0], plane: 'P', selected: [] });
    clock.pass(1_000);
    expect(wire.sent).toBe(told + 1); // the plane alone
    const ben = come(2, 'ben');
    clock.pass(SEND_EVERY_MS);
    expect(ben.around.tabs[0]).toMatchObject({ at: [49, 0], plane: 'P', user: { name: 'ada' } });
  });

  it('tells the last of many moves, and no more than twenty a second', () => {
    const { clock, wire, come } = room();
    const [ada, ben] = [come(1, 'ada'), come(2, 'ben')];
    const told = wire.sent;
    for (let ms = 0; ms < 1_000; ms += 5) {
      ada.show({ at: [ms, ms] });
      clock.pass(5);
    }
    clock.pass(SEND_EVERY_MS);
    expect(wire.sent - told).toBeGreaterThan(15);
    expect(wire.sent - told).toBeLessThanOrEqual(21);
    expect(ben.around.tabs[0]?.at).toEqual([995, 995]);
  });

  it('tells what it sees only to who follows', () => {
    const { clock, wire, come } = room();
    const [ada, ben] = [come(1, 'ada'), come(2, 'ben')];
    ada.show({ view: VIEW });
    clock.pass(SEND_EVERY_MS);
    expect(wire.stateOf(1)['view']).toBeNull();
    ben.follow('ada');
    clock.pass(SEND_EVERY_MS * 2);
    expect(ben.around.leader?.view).toEqual(VIEW);
    ben.stopFollowing();
    clock.pass(SEND_EVERY_MS * 2);
    expect(wire.stateOf(1)['view']).toBeNull();
  });

  it('is gone for all when it leaves, with whoever follows it', () => {
    const { clock, wire, come } = room();
    const [ada, ben] = [come(1, 'ada'), come(2, 'ben')];
    ben.follow('ada');
    clock.pass(SEND_EVERY_MS);
    ada.end();
    wire.put(1, null);
    expect(ben.around).toMatchObject({ people: [], following: null, leader: null });
  });

  it('believes nothing that is wrong', () => {
    const { wire, come } = room();
    const ada = come(1, 'ada');
    for (const state of ['x', 7, {}, { user: { id: 'ben' } }]) wire.put(2, state);
    expect(ada.around.people).toEqual([]);
  });

  it('keeps lists the same while only mice move', () => {
    const { clock, come } = room();
    const [ada, ben] = [come(1, 'ada'), come(2, 'ben')];
    const { people } = ada.around;
    ben.show({ at: [5, 5] });
    clock.pass(SEND_EVERY_MS);
    expect(ada.around.tabs[0]?.at).toEqual([5, 5]);
    expect(ada.around.people).toBe(people);
  });

  it('has a colour that nobody has who came before', () => {
    const { clock, come } = room();
    const desks = Array.from({ length: 12 }, (_, index) => come(index + 1, `person-${index}`));
    clock.pass(1_000);
    const colours = desks.map((desk) => desk.around.people.map(({ colour }) => colour));
    expect(new Set(colours[0]).size).toBe(11);
  });
});

describe('following', () => {
  it('goes on in another tab of the same person', () => {
    const { clock, wire, come } = room();
    const [, second, ben] = [come(1, 'ada'), come(2, 'ada'), come(3, 'ben')];
    ben.follow('ada');
    clock.pass(SEND_EVERY_MS);
    expect(ben.around.leader?.client).toBe(2);
    second.end();
    wire.put(2, null);
    expect(ben.around.leader?.client).toBe(1);
  });

  it('is told to who is followed', () => {
    const { clock, come } = room();
    const [ada, ben] = [come(1, 'ada'), come(2, 'ben', 'Ben')];
    ben.follow('ada');
    clock.pass(SEND_EVERY_MS);
    expect(ada.around.followers.map(({ name }) => name)).toEqual(['Ben']);
    expect(ben.around.following?.id).toBe('ada');
  });

  it('back ends that of who was followed first', () => {
    const { clock, come } = room();
    const [ada, ben] = [come(1, 'ada'), come(2, 'ben')];
    ben.follow('ada');
    clock.pass(SEND_EVERY_MS);
    ada.follow('ben');
    clock.pass(SEND_EVERY_MS * 2);
    expect([ada.around.following?.id, ben.around.following]).toEqual(['ben', null]);
  });

  it('nobody who is not here does nothing', () => {
    const { come } = room();
    const ada = come(1, 'ada');
    ada.follow('ben');
    ada.stopFollowing();
    expect(ada.around.following).toBeNull();
  });
});

describe('a call', () => {
  it('asks everybody once, and takes along who wants to', () => {
    const { clock, come } = room();
    const [ada, ben, carl] = [come(1, 'ada'), come(2, 'ben'), come(3, 'carl')];
    ada.show({ view: VIEW });
    ada.bringEveryone();
    clock.pass(SEND_EVERY_MS);
    expect([ada.around.isCalling, ben.around.call?.id, carl.around.call?.id]).toEqual([true, 'ada', 'ada']);
    ben.follow('ada');
    carl.dismissCall();
    clock.pass(SEND_EVERY_MS * 2);
    expect([ben.around.call, ben.around.leader?.view, carl.around.call, carl.around.following]).toEqual([null, VIEW, null, null]);
    clock.pass(1);
    ada.bringEveryone();
    clock.pass(SEND_EVERY_MS);
    expect(carl.around.call?.id).toBe('ada');
  });

  it('is over after a while, and when it is taken back', () => {
    const { clock, come } = room();
    const [ada, ben] = [come(1, 'ada'), come(2, 'ben')];
    ada.bringEveryone();
    clock.pass(CALL_MS + SEND_EVERY_MS);
    expect([ada.around.isCalling, ben.around.call]).toEqual([false, null]);
    ada.bringEveryone();
    ada.endCall();
    clock.pass(SEND_EVERY_MS);
    expect(ben.around.call).toBeNull();
  });
});

describe('what is said', () => {
  it('is not who was here before, then one sentence for some seconds', () => {
    const { clock, wire, come } = room();
    come(1, 'ada', 'Ada');
    const ben = come(2, 'ben', 'Ben');
    clock.pass(TOLD_EVERY_MS);
    expect(ben.around.said).toBe('');
    come(3, 'carl', 'Carl');
    wire.put(1, null);
    expect(ben.around.said).toBe('');
    clock.pass(TOLD_EVERY_MS);
    expect(ben.around.said).toBe('Carl joined. Ada left.');
  });

  it('is nothing of who came back at once', () => {
    const { clock, wire, come } = room();
    const ben = come(2, 'ben');
    come(1, 'ada');
    clock.pass(TOLD_EVERY_MS * 2);
    const before = wire.stateOf(1);
    const { said } = ben.around;
    wire.put(1, null);
    clock.pass(1_000);
    wire.put(1, before);
    clock.pass(TOLD_EVERY_MS);
    expect(ben.around.said).toBe(said);
  });
});
