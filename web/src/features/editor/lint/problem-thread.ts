import type { Remote } from 'comlink';
import { threadOf, type Thread } from '../document/worker-thread.js';
import type { findProblems } from './rules/find-problems.js';
import type { Checked } from './rules/problem.js';
import type { RuleSet } from './rules/rule-set.js';
import { within } from '../save/within.js';

interface ProblemWork {
  readonly findProblems: typeof findProblems;
}

/** Longer than the largest documents take on a slow machine. */
const LIMIT_MS = 30_000;

/** Checks documents in a worker of its own, so that neither the page nor a save waits for it. Started by the first document. */
export class ProblemThread {
  private worker: Thread<Remote<ProblemWork>> | null = null;

  /** @throws when the document cannot be read, takes longer than 30 s, or the browser has no workers */
  async check(text: string, rules: RuleSet): Promise<Checked> {
    const worker = (this.worker ??= start());
    let isAnswered = false;
    try {
      const answer = worker.work.findProblems(text, rules).finally(() => (isAnswered = true));
      return await within(LIMIT_MS, Promise.race([answer, worker.died]));
    } catch (error) {
      if (!isAnswered) this.end(); // it crashed, or hangs: the next document gets another one
      throw error;
    }
  }

  end(): void {
    this.worker?.end();
    this.worker = null;
  }
}

function start(): Thread<Remote<ProblemWork>> {
  return threadOf<ProblemWork>(new Worker(new URL('./problems.worker.ts', import.meta.url), { type: 'module', name: 'problems' }));
}
