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
  interface PropertyDescriptor {
    name: string;
    type: string;
    isMany?: boolean;
    isAttr?: boolean;
    isReference?: boolean;
    isVirtual?: boolean;
    xml?: { serialize?: string };
    default?: unknown;
  }
  interface TypeDescriptor {
    properties: PropertyDescriptor[];
    propertiesByName: Record<string, PropertyDescriptor | undefined>;
    allTypesByName: Record<string, unknown>;
    idProperty?: PropertyDescriptor;
    bodyProperty?: PropertyDescriptor;
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>, options?: Record<string, unknown>);
    fromXML(xml: string, typeName?: string): Promise<FromXmlResult>;
    getType(name: string): { $descriptor: TypeDescriptor };
    toXML(element: unknown, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
