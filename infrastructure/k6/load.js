// A working day: people come, work for a while, and go.
import { optionsOf, signUpAll, summaryOf, tidyUp, work } from './people.js';

const people = Number(__ENV.PEOPLE ?? 50);

export const options = optionsOf(
  { executor: 'ramping-vus', startVUs: 1, stages: [{ duration: '30s', target: people }, { duration: __ENV.DURATION ?? '4m', target: people }, { duration: '30s', target: 0 }] },
  { people, thinkSeconds: 5 },
);
export const setup = () => signUpAll(people);
export default work;
export const teardown = tidyUp;
export const handleSummary = summaryOf;
