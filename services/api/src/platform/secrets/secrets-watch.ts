import { Inject, Injectable, Logger, Optional, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
import { AuthSecrets } from './auth-secrets.js';
import type { SecretsRead } from './read-secrets.js';

/** Reads the secrets anew; given by who started the process. */
export abstract class SecretsReader {
  abstract read(): Promise<SecretsRead>;
}

const LEAST_CHARACTERS = 32;

/**
 * Reads again and again the one secret that may change under a running process: that of the sessions. The other ones are
 * for opening connections of a kind that a restart replaces (docs/adr/0016-secrets.md).
 */
@Injectable()
export class SecretsWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Secrets');
  private timer: NodeJS.Timeout | undefined;
  private fault = '';

  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(AuthSecrets) private readonly secrets: AuthSecrets,
    @Optional() @Inject(SecretsReader) private readonly reader?: SecretsReader,
  ) {}

  onApplicationBootstrap(): void {
    if (this.reader !== undefined) this.lookLater();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Reads now. What cannot be read stays as it is, and is told once. */
  async look(): Promise<void> {
    const read = await this.reader?.read();
    if (read === undefined) return;
    const { AUTH_SECRET: current = '', AUTH_SECRET_PREVIOUS: previous } = read.values;
    const fault = read.faults[0] ?? (current.length < LEAST_CHARACTERS ? `AUTH_SECRET has less than ${LEAST_CHARACTERS} characters now` : '');
    if (fault !== '' && fault !== this.fault) this.logger.error(`The secrets stay as they are: ${fault}`);
    this.fault = fault;
    if (fault === '' && this.secrets.note(current, previous)) this.logger.log('AUTH_SECRET has changed: both are believed, and the new one signs in a while');
  }

  private lookLater(): void {
    this.timer = setTimeout(() => {
      void this.look()
        .catch((error: unknown) => this.logger.error(`The secrets could not be read: ${error instanceof Error ? error.name : 'unknown'}`))
        .finally(() => this.timer !== undefined && this.lookLater());
    }, this.config.secretsPollSeconds * 1_000);
    this.timer.unref();
  }
}
