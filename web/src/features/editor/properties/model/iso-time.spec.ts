import { describe, expect, it } from '@jest/globals';
import { readTime, type TimeKind } from './iso-time.js';

const words = (kind: TimeKind, text: string) => {
  const reading = readTime(kind, text);
  return 'words' in reading ? reading.words : `! ${reading.fault}`;
};

describe('a time of a timer', () => {
  it.each([
    ['PT10M', 'After 10 minutes.'],
    ['P1D', 'After 1 day.'],
    ['P2W', 'After 2 weeks.'],
    ['P1Y2M3DT4H5M6.5S', 'After 1 year, 2 months, 3 days, 4 hours, 5 minutes and 6.5 seconds.'],
    [' PT1H30M ', 'After 1 hour and 30 minutes.'],
    ['=duration("PT" + string(hours) + "H")', 'An expression, worked out when the process runs.'],
    ['${dueIn}', 'An expression, worked out when the process runs.'],
  ])('reads the duration %s', (text, said) => expect(words('timeDuration', text)).toBe(said));

  it.each([
    ['2027-03-31', 'At 31 March 2027.'],
    ['2027-03-31T09:00:00Z', 'At 09:00 UTC on 31 March 2027.'],
    ['2027-03-31T09:00:30+02:00', 'At 09:00:30 UTC+02:00 on 31 March 2027.'],
    ['2027-03-31T09:00', 'At 09:00 on 31 March 2027.'],
  ])('reads the date %s', (text, said) => expect(words('timeDate', text)).toBe(said));

  it.each([
    ['R3/PT10M', 'Every 10 minutes, 3 times.'],
    ['R/PT1H', 'Every hour, without end.'],
    ['R1/P1D', 'Every day, once.'],
    ['R5/2027-01-01T08:00:00Z/P1W', 'Every week, 5 times, from 08:00 UTC on 1 January 2027.'],
    ['R/P1D/2027-12-31', 'Every day, without end, until 31 December 2027.'],
    ['0 0 9 ? * MON-FRI', 'A cron expression: some engines know it, BPMN itself does not.'],
    ['@daily', 'A cron expression: some engines know it, BPMN itself does not.'],
  ])('reads the cycle %s', (text, said) => expect(words('timeCycle', text)).toBe(said));

  it.each<[TimeKind, string, string]>([
    ['timeDuration', '10 minutes', 'PT10M'],
    ['timeDuration', 'P', 'PT10M'],
    ['timeDuration', 'P1DT', 'PT10M'],
    ['timeDuration', 'PT', 'PT10M'],
    ['timeDuration', '', 'PT10M'],
    ['timeDate', '2027-02-30', '2027-03-31'],
    ['timeDate', '2027-01-01T25:00:00Z', '2027-03-31'],
    ['timeDate', 'End of month', '2027-03-31'],
    ['timeCycle', 'PT10M', 'R3/PT10M'],
    ['timeCycle', 'R3', 'R3/PT10M'],
    ['timeCycle', 'R3/2027-01-01', 'R3/PT10M'],
    ['timeCycle', 'R3/2027-01-01/PT1H/PT2H', 'R3/PT10M'],
  ])('says what would mend the %s %p', (kind, text, mend) => expect(words(kind, text)).toMatch(new RegExp(`^! .*${mend}`)));
});
