/** The namespaces of BPMN 2.0.2 (OMG formal/2013-12-09), clause 15. */
export const BPMN_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
export const BPMN_DI_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/DI';
export const DC_NAMESPACE = 'http://www.omg.org/spec/DD/20100524/DC';
export const DI_NAMESPACE = 'http://www.omg.org/spec/DD/20100524/DI';
