import type { DrawnElement, ModdleElement } from '../model/moddle.js';

/** What the fields are about. */
export interface Subject {
  readonly drawn: DrawnElement;
  /** What it stands for. */
  readonly element: ModdleElement;
  /** Whether something in the file has this id. */
  readonly hasId: (id: string) => boolean;
}
