// The oracle of diff-bpmn.oracle.spec.ts; the package ships no types.
declare module 'bpmn-js-differ' {
  type Told = Record<string, unknown>;
  export function diff(before: unknown, after: unknown): { _added: Told; _removed: Told; _changed: Record<string, { attrs: Told }>; _layoutChanged: Told };
}
