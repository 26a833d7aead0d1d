import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { AnswerObserver, type AnsweredRequest } from '../../../platform/http/index.js';
import { currentWork } from '../../../platform/telemetry/index.js';
import { NotedFailures } from './noted-failures.js';

/** Notes every answer of 500 and above: where and which request, never the message. */
@Injectable()
export class NoteFailures extends AnswerObserver {
  constructor(
    private readonly noted: NotedFailures,
    private readonly clock: Clock,
  ) {
    super();
  }

  override answered({ endpoint, status, problem }: AnsweredRequest): void {
    if (status < 500 || endpoint?.tag === 'Health') return; // health tells of itself
    const work = currentWork();
    this.noted.note({
      at: this.clock.now().toISOString(),
      route: endpoint === undefined ? 'unmatched' : `${endpoint.method} ${endpoint.path}`,
      code: problem === undefined ? String(status) : `${status} ${problem}`,
      requestId: work?.requestId ?? 'unknown',
      traceId: work?.traceId ?? null,
    });
  }
}
