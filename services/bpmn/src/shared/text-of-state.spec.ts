import { describe, expect, it } from '@jest/globals';
import { FIXTURES, readFixture } from '../../fixtures/read-fixture.js';
import { stateOfText, textOfState, updateOfText } from './text-of-state.js';

/** As no tool of ours writes it. */
const FOREIGN = `<?xml version="1.0" encoding="UTF-8"?>
<!-- drawn by hand -->
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id='D'   targetNamespace="t" xmlns:v="urn:v">
\t<process id="Prozeß" v:owner="Ö">
\t\t<!-- first --><task name="Check" id="Prüfung" />
\t\t<task id="B"   name="Pack"></task>
\t</process>
</definitions>
`;

describe('the text of a shared document', () => {
  it.each(FIXTURES)('is that of %s, byte for byte, while nobody has edited it', async (name) => {
    const text = readFixture(name);
    expect(await textOfState([await stateOfText(text)], text)).toBe(text);
  });

  it('keeps everything nobody edited as it stands in the last text', async () => {
    const edited = FOREIGN.replace('Pack', 'Pack it');
    const seed = await stateOfText(FOREIGN);
    const update = await updateOfText([seed], FOREIGN, edited);
    expect(await textOfState([seed, update!], FOREIGN)).toBe(edited);
    expect(await textOfState([seed, update!], edited)).toBe(edited);
  });
});
