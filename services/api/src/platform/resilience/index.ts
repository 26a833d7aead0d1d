export { BreakerOpenError, BreakerTimeoutError, type Breaker, type BreakerSettings, type BreakerState } from './breaker.js';
export { Breakers } from './breakers.js';
export { ResilienceModule } from './resilience.module.js';
export { withRetries, type RetrySettings } from './with-retries.js';
