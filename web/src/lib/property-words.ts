const PROPERTIES: Readonly<Record<string, string>> = {
  type: 'Kind',
  name: 'Name',
  title: 'Title of the diagram',
  text: 'Text',
  documentation: 'Description',
  parent: 'Inside of',
  lane: 'Lane',
  sourceRef: 'Where it starts',
  targetRef: 'Where it leads',
  bounds: 'Place and size',
  waypoints: 'Line',
  label: 'Place of the label',
  'label.bounds': 'Place of the label',
  conditionExpression: 'Condition',
  default: 'Default flow',
  isExpanded: 'Open or collapsed',
  isHorizontal: 'Direction',
  attachedToRef: 'What it is attached to',
  cancelActivity: 'Interrupts',
  calledElement: 'What it calls',
  flowNodeRef: 'Lane',
  timeDuration: 'Duration',
  timeDate: 'Date',
  timeCycle: 'Cycle',
  'color:background-color': 'Fill colour',
  'color:border-color': 'Line colour',
  'color:color': 'Colour of the label',
  'bioc:fill': 'Fill colour',
  'bioc:stroke': 'Line colour',
};

/** What a property is called on the screen; a vendor's own stays as it is written. */
export function propertyWords(property: string): string {
  const last = property.split(/[/.]/).at(-1) ?? property;
  return PROPERTIES[property] ?? PROPERTIES[last] ?? (last.includes(':') ? last : sentence(last));
}

const sentence = (name: string) => {
  const words = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
