export { BpmnThreadError, BpmnThreads, THREAD_TIME_LIMIT_MS, type ThreadFailure } from './bpmn-threads.js';
export { ThreadsModule } from './threads.module.js';
export { ThreadPool, type PoolSize } from './thread-pool.js';
