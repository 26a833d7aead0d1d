// Does it work at all: two people, half a minute.
import { optionsOf, signUpAll, summaryOf, tidyUp, work } from './people.js';

const people = Number(__ENV.PEOPLE ?? 2);

export const options = optionsOf({ executor: 'constant-vus', vus: people, duration: __ENV.DURATION ?? '30s' }, { people, thinkSeconds: 1 });
export const setup = () => signUpAll(people);
export default work;
export const teardown = tidyUp;
export const handleSummary = summaryOf;
