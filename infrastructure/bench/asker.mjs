import { Agent, request } from 'node:http';

/** Asks one question after the other, a few at a time, each made when its turn comes. */
export class Asker {
  #agent;
  #ask;
  #atOnce;

  /**
   * @param {() => { url: string, method?: string, headers: Record<string, string>, body?: string }} ask makes the next question; loopback only
   * @param {number} atOnce
   */
  constructor(ask, atOnce) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    this.#ask = ask;
    this.#atOnce = atOnce;
  }

  /** Asks for a while. Answers the requests a second and every latency in milliseconds. Throws on an answer that is not 200. */
  async run(milliseconds) {
    const latencies = [];
    const start = performance.now();
    const until = start + milliseconds;
    const askUntil = async () => {
      while (performance.now() < until) {
        const asked = performance.now();
        await this.once();
        latencies.push(performance.now() - asked);
      }
    };
    await Promise.all(Array.from({ length: this.#atOnce }, askUntil));
    return { perSecond: (latencies.length * 1000) / (performance.now() - start), latencies };
  }

  close() {
    this.#agent.destroy();
  }

  /** Asks once; answers the text. */
  once() {
    const { url, method = 'GET', headers, body } = this.#ask();
    return new Promise((resolve, reject) => {
      const sent = request(url, { agent: this.#agent, method, headers: body === undefined ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('error', reject);
        answer.on('end', () => (answer.statusCode === 200 ? resolve(text) : reject(new Error(`${method} ${url} was answered ${answer.statusCode}: ${text.slice(0, 200)}`))));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
