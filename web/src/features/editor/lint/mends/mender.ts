import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import type { CanvasServices } from '../../canvas/services.js';
import type { Inspector } from '../../properties/inspector.js';
import { childrenOf, textOf } from '../../properties/model/moddle.js';
import { ruleInfo } from '../rules/catalogue.js';
import type { Problem } from '../rules/problem.js';
import { isDoneAtOnce } from './mend-ids.js';
import { MendTools, type Connected } from './mend-tools.js';
import { MENDS } from './mends.js';

/** Mends problems on a canvas. */
export class Mender {
  private readonly tools: MendTools;

  constructor(
    private readonly viewer: BaseViewer,
    private readonly inspector: Inspector,
    private readonly idOnCanvas: (id: string) => string,
  ) {
    this.tools = new MendTools(viewer);
  }

  /**
   * Mends what can be mended without asking, in one step of undo.
   * @returns those that were mended; what is not on the drawing that is shown, or has changed meanwhile, is left alone
   */
  mend(problems: readonly Problem[]): readonly Problem[] {
    if (!problems.some((problem) => this.workOn(problem))) return [];
    const mended: Problem[] = [];
    this.inspector.finishTyping();
    this.inspector.endStep();
    this.inspector.commit('', () => {
      for (const problem of problems) {
        const work = this.workOn(problem); // anew: the one before may have mended this one too
        if (!work) continue;
        work();
        mended.push(problem);
      }
    });
    this.inspector.endStep();
    return mended;
  }

  private workOn({ rule, elementId }: Problem): (() => void) | null {
    const { mend } = ruleInfo(rule);
    if (mend === undefined || !isDoneAtOnce(mend)) return null;
    if (mend === 'remove-definition') return this.removal(elementId);
    const element = this.viewer.get<CanvasServices['elementRegistry']>('elementRegistry').get(this.idOnCanvas(elementId)) as Connected | undefined;
    return element ? MENDS[mend](element, this.tools) : null;
  }

  /** Of a message, signal or error of the file, which is not drawn. */
  private removal(id: string): (() => void) | null {
    const { definitions, paper, modeling } = this.tools;
    const roots = childrenOf(definitions, 'rootElements');
    const left = roots.filter((root) => textOf(root, 'id') !== this.idOnCanvas(id));
    return definitions && left.length < roots.length ? () => modeling.updateModdleProperties(paper, definitions, { rootElements: left }) : null;
  }
}
