import { Injectable } from '@nestjs/common';
import { Failures } from '../application/ports.js';
import { MOST_FAILURES, type Failure } from '../domain/sample.js';

/** The newest failures of this process, until they are taken. */
@Injectable()
export class NotedFailures extends Failures {
  private noted: Failure[] = [];

  note(failure: Failure): void {
    this.noted.push(failure);
    if (this.noted.length > MOST_FAILURES) this.noted.shift();
  }

  override take(): readonly Failure[] {
    const taken = this.noted;
    this.noted = [];
    return taken;
  }
}
