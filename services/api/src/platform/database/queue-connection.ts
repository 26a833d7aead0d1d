import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import { loginUrl } from './login-roles.js';

/** How BullMQ reaches PostgreSQL: as the role bpmn_queue, which sees the schema bullmq and nothing else. */
@Injectable()
export class QueueConnection {
  readonly connectionString: string;
  readonly schema = 'bullmq';

  constructor(@Inject(Config) config: Config) {
    this.connectionString = loginUrl(config.databaseUrl, config.authSecret, 'queue');
  }
}
