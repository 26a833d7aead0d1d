import { describe, expect, it } from '@jest/globals';
import { mentionsIn } from './mentions.js';

const [ANN, BEN] = ['aaaaaaaa-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'];

describe('the mentions of a text', () => {
  it('are its ids, each once, in their order', () => {
    expect(mentionsIn(`<@${BEN}> and <@${ANN}>, and <@${BEN}> again`)).toEqual([BEN, ANN]);
  });

  it.each(['', '@Ann', '<@Ann>', `<@${ANN.toUpperCase()}>`, `<@${ANN}`, `@${ANN}>`])('are none in %j', (body) => {
    expect(mentionsIn(body)).toEqual([]);
  });
});
