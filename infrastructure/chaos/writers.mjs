import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { modelOf } from '../proof/model.mjs';
import { PASSWORD } from '../proof/product.mjs';

const TASKS = 6;

/**
 * Writers who save, and now and then open, one after the other until they are told to stop; every step goes through the ledger.
 * @param {object} options
 * @param {import('./ledger.mjs').Ledger} options.ledger
 * @param {import('./client.mjs').Client} options.client
 * @param {number} options.count each with an account and a diagram of their own
 * @param {boolean} [options.together] all of them with one account on one diagram
 * @param {number} [options.pauseMs] between two steps; bounds the load
 * @param {number} [options.namedEvery] a save of so many is named, and so kept for ever
 * @param {number} [options.openEvery] a step of so many reads what is there
 * @returns {Promise<{ people: object[], diagrams: { id: string, version: number, person: object }[], stop: () => Promise<void> }>} diagrams: for the
 *   checker; stop: lets every step under way be answered, or its patience end
 */
export async function startWriters({ ledger, client, count, together = false, pauseMs = 20, namedEvery = 20, openEvery = 5 }) {
  const model = modelOf(TASKS);
  const people = [];
  const diagrams = [];
  for (let n = 0; n < (together ? 1 : count); n++) {
    const person = { client, headers: await signUpBy(client, `writer-${n}-${randomBytes(3).toString('hex')}`) };
    const { diagram } = await ledger.create(person, `${model}<!-- writer ${n} -->`);
    if (diagram === undefined) throw new Error('A writer could not create a diagram to begin with.');
    people.push(person);
    diagrams.push({ ...diagram, person });
  }
  let stopping = false;
  const work = async (n) => {
    const person = people[together ? 0 : n];
    const diagram = together ? { ...diagrams[0] } : diagrams[n];
    for (let step = 1; !stopping; step++) {
      if (step % openEvery === 0) await ledger.open(person, diagram);
      else {
        const { outcome } = await ledger.save(person, diagram, `${model}<!-- writer ${n} step ${step} -->`, { named: step % namedEvery === 1 });
        if (outcome === 'unknown') await ledger.open(person, diagram); // a good client looks before it goes on
      }
      await delay(pauseMs * (0.5 + Math.random()));
    }
  };
  const loops = Array.from({ length: count }, (_, n) => work(n));
  return {
    people,
    diagrams,
    stop: async () => {
      stopping = true;
      await Promise.all(loops);
    },
  };
}

/** Signs somebody new up, through the client's own way; answers the headers that make a request theirs. */
export async function signUpBy(client, name) {
  const account = { name, email: `${name}@example.org`, password: PASSWORD };
  const { status, headers, body } = await client.ask('POST', '/api/auth/sign-up/email', { Origin: client.origin }, account);
  if (status !== 200 && status !== 201) throw new Error(`Signing up was answered ${status}: ${JSON.stringify(body)}`);
  return { Origin: client.origin, Cookie: headers['set-cookie'].map((cookie) => cookie.split(';')[0]).join('; ') };
}
