/** A diagram to start from. Its document and picture lie beside this file, under its id. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** What it shows, in one line. */
  readonly line: string;
}

export const TEMPLATES: readonly Template[] = [
  { id: 'approval', title: 'Approval with escalation', line: 'Somebody decides; after two days, the manager does.' },
  { id: 'purchase', title: 'Purchase request', line: 'A limit decides who has to agree before goods are ordered.' },
  { id: 'order-to-cash', title: 'Order to cash', line: 'Customer and supplier, from the order to the payment.' },
  { id: 'invoice', title: 'Invoice processing', line: 'Read, compare with the order, approve and pay, with the data it needs.' },
  { id: 'onboarding', title: 'Employee onboarding', line: 'Three teams get ready side by side for the first day.' },
  { id: 'hiring', title: 'Hiring', line: 'From the open position to the contract, in two lanes.' },
  { id: 'support', title: 'Customer support', line: 'Answer a question, or ask back and wait for a week.' },
  { id: 'incident', title: 'Incident management', line: 'A fault is solved in time, or the manager hears of it.' },
  { id: 'release', title: 'Software release', line: 'Test, release to a few, watch, then to everybody.' },
  { id: 'cancellable-order', title: 'Order that can be cancelled', line: 'An event sub-process waits for the cancellation all along.' },
];
