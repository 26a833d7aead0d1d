// violates: vendor-problem-rules
import Linter from 'bpmnlint/lib/linter.js';

export const smuggled_rules = [Linter];
