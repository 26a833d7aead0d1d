import type { BpmnDiff, ElementIndexEntry, GatedDocument, ImportReport, LaidOut, MergeInput, MergeResult, RenderedSvg } from '@bpmn-studio/bpmn';

/** Longest time a document may take on a thread, in milliseconds; then the thread is stopped. */
export const THREAD_TIME_LIMIT_MS = 10_000;

/**
 * Port: the heavy work on documents (bpmn-moddle and all that needs its model), away from the event loop, on threads that
 * are stopped when they take too long or too much memory.
 *
 * Every method throws BpmnThreadError; only its reasons `busy` and `stopped` are worth another try.
 */
export abstract class BpmnThreads {
  /** Draws a document as it was stored. */
  abstract render(document: Uint8Array): Promise<RenderedSvg>;
  /** Lists the elements a search should find. */
  abstract index(document: Uint8Array): Promise<ElementIndexEntry[]>;
  /** Says what a document that passed the gate holds. @param encoding what its text was decoded from */
  abstract inspect(text: string, encoding: string): Promise<ImportReport>;
  /** Gives a document that passed the gate a layout where it has none. */
  abstract layOut(text: string): Promise<LaidOut>;
  /** What changed from one text to another, by element. */
  abstract diff(from: string, to: string): Promise<BpmnDiff>;
  /** Merges two texts against the one both came from. */
  abstract merge(input: MergeInput): Promise<MergeResult>;
  /** The first state of the document that people share, of a text that passed the gate. */
  abstract stateOf(text: string): Promise<Uint8Array>;
  /** The text of a shared document. @param state its updates, in any order @param last what it was made of or written as last */
  abstract textOf(state: readonly Uint8Array[], last: string): Promise<string>;
  /** What was changed from one text to another, as an update of a shared document; undefined when it is nothing. */
  abstract updateOf(state: readonly Uint8Array[], before: string, after: string): Promise<Uint8Array | undefined>;
  /** Reads a text, or a file in its own encoding, through the gate, on a thread nothing else waits for. Also throws BpmnGateError. */
  abstract gate(document: string | Uint8Array): Promise<GatedDocument>;
}

export type ThreadFailure = 'unreadable' | 'too_slow' | 'too_big' | 'busy' | 'stopped';

/** A document could not be worked on. The message names what happened in words for a person. */
export class BpmnThreadError extends Error {
  override readonly name = 'BpmnThreadError';

  constructor(
    readonly reason: ThreadFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Whether the same document may do better another time. */
  get temporary(): boolean {
    return this.reason === 'busy' || this.reason === 'stopped';
  }
}
