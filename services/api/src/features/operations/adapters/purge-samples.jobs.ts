import { Injectable } from '@nestjs/common';
import { inBatches, MaintenanceTask } from '../../../platform/queue/index.js';
import { Samples } from '../application/ports.js';

const BATCH = 1_000;

/** Forgets samples that no range of the page reaches any more. */
@Injectable()
export class PurgeSamples extends MaintenanceTask {
  override readonly name = 'purge-operations-samples';
  override readonly everySeconds = 300;

  constructor(private readonly samples: Samples) {
    super();
  }

  override async run(signal: AbortSignal): Promise<void> {
    await inBatches(BATCH, signal, (size) => this.samples.purge(size));
  }
}
