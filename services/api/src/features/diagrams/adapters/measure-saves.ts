import { Injectable, Logger } from '@nestjs/common';
import { saveDiagram } from '@bpmn-studio/contracts';
import { AnswerObserver, type AnsweredRequest } from '../../../platform/http/index.js';
import { counter, histogram, SECONDS } from '../../../platform/telemetry/index.js';

type Outcome = 'saved' | 'unchanged' | 'conflict' | 'refused' | 'unavailable' | 'failed';

const recordSave = histogram({ name: 'bpmn.diagram.save.duration', unit: 's', description: 'Saves of diagrams, as the browser asks for them, by what became of them', buckets: SECONDS });
const countConflict = counter({ name: 'bpmn.diagram.conflicts', unit: '{conflicts}', description: 'Changes refused because the diagram had been changed by somebody else' });

/** Measures saves as their users see them: what keeps one out before the use case is reached counts, too. */
@Injectable()
export class MeasureSaves extends AnswerObserver {
  private readonly logger = new Logger('Diagrams');

  override answered(request: AnsweredRequest): void {
    if (request.problem === 'diagram.version_conflict') countConflict();
    if (request.endpoint?.id !== saveDiagram.id) return;
    const outcome = outcomeOf(request);
    recordSave(request.seconds, { outcome });
    if (outcome === 'saved') this.logger.log({ event: 'diagram.saved' }, 'A diagram was saved');
  }
}

/** Who went away before the answer is no fault of ours, and nobody knows what they would have been told. */
export function outcomeOf({ status, problem, outcome }: Pick<AnsweredRequest, 'status' | 'problem' | 'outcome'>): Outcome {
  if (status < 300) return outcome === 'unchanged' ? 'unchanged' : 'saved';
  if (problem === 'diagram.version_conflict') return 'conflict';
  if (status === 503) return 'unavailable';
  return status >= 500 ? 'failed' : 'refused';
}
