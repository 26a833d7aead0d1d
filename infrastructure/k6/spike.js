// Everybody at once: ten times the rounds a second within seconds, and quiet again.
import { optionsOf, signUpAll, summaryOf, tidyUp, work } from './people.js';

const people = Number(__ENV.PEOPLE ?? 200);
/** Rounds a second at the height; a round is six or seven requests. */
const rate = Number(__ENV.RATE ?? 20);
const duration = __ENV.DURATION ?? '30s';
export const options = optionsOf(
  {
    executor: 'ramping-arrival-rate',
    startRate: 2,
    timeUnit: '1s',
    preAllocatedVUs: people,
    maxVUs: people,
    stages: [{ duration: '20s', target: 2 }, { duration: '3s', target: rate }, { duration, target: rate }, { duration: '3s', target: 2 }, { duration: '20s', target: 2 }],
  },
  { people },
);
export const setup = () => signUpAll(people);
export default work;
export const teardown = tidyUp;
export const handleSummary = summaryOf;
