export { HealthModule } from './health.module.js';
export { ReportHealth } from './report-health.js';
