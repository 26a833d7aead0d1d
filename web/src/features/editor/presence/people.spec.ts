import { describe, expect, it } from '@jest/globals';
import { comings, namesOf } from './comings.js';
import { followersOf, initialsOf, mustChangeColour, mustLetGo, peopleIn, type Tab } from './people.js';

function tab(client: number, id: string, more: Partial<Tab> = {}): Tab {
  return { client, user: { id, name: `${id[0]?.toUpperCase()}${id.slice(1)}` }, colour: client, since: client, plane: 'P', at: null, selected: [], ghost: null, view: null, following: null, call: null, ...more };
}
const following = (client: number, since: number) => ({ following: { client, since } });

describe('who is here', () => {
  it('counts somebody of several tabs once, in the order in which people came, and not oneself', () => {
    const people = peopleIn([tab(9, 'ben', { since: 1 }), tab(2, 'ada', { since: 2 }), tab(3, 'ben', { since: 3 }), tab(4, 'me')], 'me');
    expect(people.map(({ id, clients }) => [id, clients])).toEqual([['ben', [9, 3]], ['ada', [2]]]);
    expect(people[0]?.colour).toBe(9);
  });

  it('knows who follows a tab', () => {
    expect(followersOf(4, [tab(2, 'ada', following(4, 1)), tab(3, 'ben', following(2, 1)), tab(5, 'ada', following(4, 2))], 'me').map(({ id }) => id)).toEqual(['ada']);
  });

  it('lets who came later change a colour that somebody has', () => {
    const [ada, ben] = [tab(1, 'ada', { colour: 5 }), tab(2, 'ben', { colour: 5 })];
    expect(mustChangeColour(ben, [ada])).toBe(true);
    expect(mustChangeColour(ada, [ben])).toBe(false);
    expect(mustChangeColour(tab(3, 'ada', { colour: 5 }), [ada])).toBe(false); // another tab of the same person
  });
});

describe('people who follow each other', () => {
  const cycle = (mine: number, hers: number, his: number) => mustLetGo(tab(1, 'me', following(2, mine)), [tab(2, 'ada', following(3, hers)), tab(3, 'ben', following(1, his))]);

  it('let go in a circle, but for who began last', () => {
    expect(cycle(1, 2, 3)).toBe(true);
    expect(cycle(3, 2, 1)).toBe(false);
  });

  it('may follow in a row, and in a circle that others make', () => {
    expect(mustLetGo(tab(1, 'me', following(2, 1)), [tab(2, 'ada', following(3, 2)), tab(3, 'ben')])).toBe(false);
    expect(mustLetGo(tab(1, 'me', following(2, 1)), [tab(2, 'ada', following(3, 2)), tab(3, 'ben', following(2, 5))])).toBe(false);
    expect(mustLetGo(tab(1, 'me'), [tab(2, 'ada', following(1, 2))])).toBe(false);
  });
});

it.each([
  ['Ada Lovelace', 'AL'], ['ada', 'A'], ['  Jean-Luc  Picard ', 'JP'], ['Ludwig van Beethoven', 'LB'], ['élodie', 'É'], ['(Bot) 7', 'B7'], ['ada.byron', 'AB'], ['李 小龙', '李小'], ['***', '?'], ['', '?'],
])('the letters of %j are %s', (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});

describe('what a screen reader is told', () => {
  const people = (...ids: string[]) => peopleIn(ids.map((id, index) => tab(index + 1, id)), 'me');

  it('is who came and who left', () => {
    expect(comings(people('ada'), people('ben', 'carl'))).toBe('Ben and Carl joined. Ada left.');
    expect(comings(people('ada'), people('ada'))).toBe('');
  });

  it('is short, however many there are', () => {
    expect(namesOf(people('ada', 'ben', 'carl'))).toBe('Ada, Ben and Carl');
    expect(comings([], people(...Array.from({ length: 40 }, (_, index) => `p${index}`)))).toBe('P0, P1 and 38 others joined.');
  });
});
