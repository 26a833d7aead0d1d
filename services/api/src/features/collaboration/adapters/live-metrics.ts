import { counter, gauge, histogram, SECONDS } from '../../../platform/telemetry/index.js';

const append = histogram({ name: 'bpmn.live.append.duration', unit: 's', description: 'Edits, from their check to being durable', buckets: SECONDS });
const closed = counter({ name: 'bpmn.live.closed', unit: '{sockets}', description: 'Sockets that were closed by the server, by code' });
const versions = counter({ name: 'bpmn.live.versions', unit: '{versions}', description: 'Versions written of live documents' });

/** An append came to its end. @param seconds its tries included */
export function recordAppend(seconds: number): void {
  append(seconds);
}

export function recordClosed(code: number): void {
  closed({ code: String(code) });
}

export function recordVersion(outcome: 'written' | 'unchanged' | 'busy' | 'gone' | 'failed'): void {
  versions({ outcome });
}

/** Shows how many sockets and documents are open here. @returns stops showing them */
export function watchLive(sockets: () => number, documents: () => number): () => void {
  const stops = [
    gauge({ name: 'bpmn.live.sockets', unit: '{sockets}', description: 'Sockets open in this process' }, (observe) => observe(sockets())),
    gauge({ name: 'bpmn.live.documents', unit: '{documents}', description: 'Documents open in this process' }, (observe) => observe(documents())),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
