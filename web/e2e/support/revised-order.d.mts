/** Saves what people do to the template "Order to cash" in one afternoon. `put` is told each document, and the name of the version if it has one. */
export function reviseOrder(xml: string, put: (bpmnXml: string, message?: string) => Promise<void>): Promise<void>;
