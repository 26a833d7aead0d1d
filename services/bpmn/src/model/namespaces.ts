/** The namespaces of BPMN 2.0.2 (OMG formal/2013-12-09), clause 15. */
export const BPMN_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
export const BPMN_DI_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/DI';
export const DC_NAMESPACE = 'http://www.omg.org/spec/DD/20100524/DC';
export const DI_NAMESPACE = 'http://www.omg.org/spec/DD/20100524/DI';

/** Of `xml:lang` and its like, and of namespace declarations (Namespaces in XML 1.0, 3). */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
/** The namespace of xsi:type (XML Schema Part 1, 2.6). */
export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** Colours as bpmn.io writes them, and as the OMG's "BPMN in Color" has them. */
export const BIOC_NAMESPACE = 'http://bpmn.io/schema/bpmn/biocolor/1.0';
export const COLOR_NAMESPACE = 'http://www.omg.org/spec/BPMN/non-normative/color/1.0';
