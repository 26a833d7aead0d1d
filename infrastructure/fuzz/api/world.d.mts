export interface Person {
  readonly email: string;
}
export interface Neighbour {
  readonly person: Person;
  readonly canary: string;
}

export function newPerson(origin: string, name: string): Promise<Person>;
export function newNeighbour(origin: string): Promise<Neighbour>;

export class World {
  constructor(me: Person, neighbour: Neighbour);
  furnish(): Promise<this>;
}
