import { describe, expect, it } from '@jest/globals';
import { COUNTED_KINDS, REMARKS } from '@bpmn-studio/bpmn';
import { elementCountsSchema, importRemarkSchema, REMARK_CODES } from '@bpmn-studio/contracts';

describe('what an import remarks upon', () => {
  it('is one list, in the contracts and where documents are looked into', () => {
    expect([...REMARK_CODES].sort()).toEqual(Object.keys(REMARKS).sort());
    for (const remark of Object.values(REMARKS)) expect(importRemarkSchema.pick({ severity: true, topic: true }).parse(remark)).toEqual(remark);
    expect(Object.keys(elementCountsSchema.shape).sort()).toEqual([...COUNTED_KINDS].sort());
  });
});
