import type { DrawnElement, ModdleElement } from '../model/moddle.js';

/** Ids as they are in the file: those of letters beyond ASCII are other ones on the canvas. */
export interface FileIds {
  /** Whether something in the file has this id. */
  has(id: string): boolean;
  inFile(idOnCanvas: string): string;
  onCanvas(idInFile: string): string;
}

/** What the fields are about. */
export interface Subject {
  readonly drawn: DrawnElement;
  /** What it stands for. */
  readonly element: ModdleElement;
  readonly ids: FileIds;
}
