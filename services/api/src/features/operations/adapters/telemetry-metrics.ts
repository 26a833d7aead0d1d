import { Injectable } from '@nestjs/common';
import { collectMetrics } from '../../../platform/telemetry/index.js';
import { Metrics } from '../application/ports.js';
import type { MetricPoint } from '../domain/read-points.js';

@Injectable()
export class TelemetryMetrics extends Metrics {
  override collect(): Promise<readonly MetricPoint[]> {
    return collectMetrics();
  }
}
