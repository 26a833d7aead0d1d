// violates: vendor-telemetry
import { trace } from '@opentelemetry/api';

export const smuggled_telemetry = [trace];
