// Runs on a thread of its own. It imports nothing of this application, only the package: tests run this very source.
import { BpmnGateError, decodeBpmn, indexElements, parseBpmn, renderSvg, type ElementIndexEntry, type RenderedSvg } from '@bpmn-studio/bpmn';

export interface ThreadTask {
  readonly work: 'render' | 'index';
  readonly document: Uint8Array;
}

/** Errors do not keep their class on the way between threads; what is wrong with a document travels as data. */
export type ThreadResult = { readonly rendered: RenderedSvg } | { readonly elements: ElementIndexEntry[] } | { readonly unreadable: string };

export default async function work(task: ThreadTask): Promise<ThreadResult> {
  try {
    const { definitions } = await parseBpmn(decodeBpmn(task.document).text);
    return task.work === 'render' ? { rendered: renderSvg(definitions) } : { elements: indexElements(definitions) };
  } catch (error) {
    if (error instanceof BpmnGateError) return { unreadable: error.message };
    throw error;
  }
}
