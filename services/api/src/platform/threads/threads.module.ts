import { Global, Module } from '@nestjs/common';
import { BpmnThreads } from './bpmn-threads.js';
import { PiscinaBpmnThreads } from './piscina-bpmn-threads.js';

/** Threads for work on documents. They start with the first document and end when idle. */
@Global()
@Module({
  providers: [{ provide: BpmnThreads, useFactory: () => new PiscinaBpmnThreads() }],
  exports: [BpmnThreads],
})
export class ThreadsModule {}
