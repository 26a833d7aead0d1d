// violates: vendor-logging
import { pino } from 'pino';

export const smuggled_logging = [pino];
