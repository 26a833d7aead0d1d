import { type DynamicModule, Module } from '@nestjs/common';
import { AuthSecrets } from './auth-secrets.js';
import { SecretsReader, SecretsWatch } from './secrets-watch.js';

/** The secrets that live on after the start. Needs ConfigModule and KernelModule. */
@Module({})
export class SecretsModule {
  /** @param reader reads them anew; without it they stay as they were at the start */
  static of(reader?: SecretsReader): DynamicModule {
    const watched = reader === undefined ? [] : [{ provide: SecretsReader, useValue: reader }];
    return { module: SecretsModule, global: true, providers: [AuthSecrets, SecretsWatch, ...watched], exports: [AuthSecrets] };
  }
}
