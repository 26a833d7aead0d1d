// violates: vendor-bpmn-js
import { Modeler } from 'bpmn-js/lib/Modeler';

export const smuggled_bpmn_js = [Modeler];
