import { Controller } from '@nestjs/common';
import { getHealth, getLive, getReady } from '@bpmn-studio/contracts';
import { Endpoint, type AnswerOf } from '../../platform/http/index.js';
import { ReportHealth } from './report-health.js';

@Controller()
export class HealthController {
  constructor(private readonly health: ReportHealth) {}

  @Endpoint(getLive)
  live(): AnswerOf<typeof getLive> {
    return { status: 'ok' };
  }

  @Endpoint(getReady)
  ready(): Promise<AnswerOf<typeof getReady>> {
    return this.health.ready();
  }

  @Endpoint(getHealth)
  report(): AnswerOf<typeof getHealth> {
    return this.health.report();
  }
}
