// violates: vendor-bpmn-parsers
import { SaxesParser } from 'saxes';

export const smuggled_bpmn_parsers = [SaxesParser];
