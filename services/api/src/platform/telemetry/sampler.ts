import { SpanKind } from '@opentelemetry/api';
import { AlwaysOnSampler, ParentBasedSampler, SamplingDecision, type Sampler } from '@opentelemetry/sdk-trace';

/**
 * Which traces are recorded. It is decided by lot where a request comes in, and what the request causes follows, in every
 * process. A caller may ask for less than the ratio, never for more: neither its flag nor its trace id, which it may have
 * chosen, has a say.
 */
export function samplerOf(ratio: number): Sampler {
  const lot: Sampler = { shouldSample: () => ({ decision: Math.random() < ratio ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD }) };
  const ofStrangers = new ParentBasedSampler({ root: lot, remoteParentSampled: lot });
  const ofOurs = new ParentBasedSampler({ root: lot, remoteParentSampled: new AlwaysOnSampler() });
  return {
    shouldSample: (context, traceId, name, kind, attributes, links) => (kind === SpanKind.SERVER ? ofStrangers : ofOurs).shouldSample(context, traceId, name, kind, attributes, links),
  };
}
