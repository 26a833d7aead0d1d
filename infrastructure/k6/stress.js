// More and more rounds a second, whether or not it keeps up: where does it bend?
import { optionsOf, signUpAll, summaryOf, tidyUp, work } from './people.js';

const people = Number(__ENV.PEOPLE ?? 200);
/** Rounds a second at the end; a round is six or seven requests. */
const rate = Number(__ENV.RATE ?? 20);
const duration = __ENV.DURATION ?? '30s';
export const options = optionsOf(
  { executor: 'ramping-arrival-rate', startRate: 1, timeUnit: '1s', preAllocatedVUs: people, maxVUs: people, stages: [1, 2, 3, 4].flatMap((step) => [{ duration: '10s', target: (rate * step) / 4 }, { duration, target: (rate * step) / 4 }]) },
  { people },
);
export const setup = () => signUpAll(people);
export default work;
export const teardown = tidyUp;
export const handleSummary = summaryOf;
