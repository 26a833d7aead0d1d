export { countRefusal } from './count-refusal.js';
export { LimitsModule } from './limits.module.js';
export { RateLimits, type Count } from './rate-limits.js';
