// The package ships types of the model but none of its own entry point.
declare module 'bpmn-moddle' {
  interface FromXmlWarning {
    message: string;
    element?: { id?: string };
    /** Of an unresolved reference. */
    property?: string;
    value?: unknown;
  }
  interface FromXmlResult {
    rootElement: Record<string, unknown>;
    warnings: FromXmlWarning[];
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>, options?: Record<string, unknown>);
    fromXML(xml: string, typeName?: string): Promise<FromXmlResult>;
    getType(type: string): { $descriptor: { propertiesByName: Record<string, { default?: unknown } | undefined> } };
    toXML(element: unknown, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
