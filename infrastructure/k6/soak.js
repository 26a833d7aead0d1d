// Half an hour of steady work, to see what grows.
import { optionsOf, signUpAll, summaryOf, tidyUp, work } from './people.js';

const people = Number(__ENV.PEOPLE ?? 30);

export const options = optionsOf({ executor: 'constant-vus', vus: people, duration: __ENV.DURATION ?? '30m' }, { people, thinkSeconds: 5 });
export const setup = () => signUpAll(people);
export default work;
export const teardown = tidyUp;
export const handleSummary = summaryOf;
