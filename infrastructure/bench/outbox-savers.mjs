import { Agent, request } from 'node:http';
import { createDiagram, signUp } from '../proof/product.mjs';

/** Diagrams of one new user: { id, version, headers }. */
export async function givenDiagrams({ origin }, count) {
  const headers = { ...(await signUp(origin, `saver-${count}-${Date.now()}`)), 'Content-Type': 'application/json' };
  const diagrams = [];
  for (let n = 0; n < count; n++) {
    const { id, version } = await createDiagram(origin, headers, { title: `Outbox ${n}` });
    diagrams.push({ id, version, headers });
  }
  return diagrams;
}

/** Saves of the diagrams, in turn; no diagram is saved twice at the same time. Bounded by the diagrams there are. */
export function saverOf(origin, diagrams, model) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const free = [...diagrams];
  return async (serial) => {
    const diagram = free.shift();
    if (diagram === undefined) throw new Error('Every diagram is being saved');
    try {
      diagram.version = await put(agent, `${origin}/api/diagrams/${diagram.id}`, { ...diagram.headers, 'If-Match': `"${diagram.version}"` }, JSON.stringify({ bpmnXml: `${model}<!-- ${serial} ${diagram.version} -->` }));
    } finally {
      free.push(diagram);
    }
  };
}

function put(agent, url, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', agent, timeout: 30_000, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', reject);
      answer.on('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(text).version) : reject(new Error(`A save was answered ${answer.statusCode}: ${text.slice(0, 200)}`))));
    });
    sent.on('timeout', () => sent.destroy(new Error('A save was not answered within 30 s')));
    sent.on('error', reject);
    sent.end(body);
  });
}
