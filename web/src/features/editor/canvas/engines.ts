import type BaseViewer from 'bpmn-js/lib/BaseViewer';

/** The engines whose settings can be edited, by the prefix of their settings. */
export const ENGINES = {
  camunda: { name: 'Camunda 7', uri: 'http://camunda.org/schema/1.0/bpmn', load: () => import('camunda-bpmn-moddle/resources/camunda.json') },
  zeebe: { name: 'Camunda 8', uri: 'http://camunda.org/schema/zeebe/1.0', load: () => import('zeebe-bpmn-moddle/resources/zeebe.json') },
} as const;
export type Engine = keyof typeof ENGINES;

interface Moddle {
  readonly registry: { registerPackage(definition: object): void };
  typeCache: Record<string, unknown>;
}

/** The engine a document has settings for. One at a time: their vocabularies cannot be read together. Of two, the one that says more. */
export function engineIn(xml: string): Engine | null {
  const uses = (engine: Engine) => (new RegExp(`=["']${ENGINES[engine].uri}["']`).test(xml) ? xml.split(`${engine}:`).length : 0);
  const [camunda, zeebe] = [uses('camunda'), uses('zeebe')];
  if (camunda === 0 && zeebe === 0) return null;
  return zeebe > camunda ? 'zeebe' : 'camunda';
}

/**
 * The vocabulary of the engine that a canvas knows. A document is read with the one it uses, so that its settings are
 * properties that can be edited; without, they are kept as they are and shown only.
 */
export class EngineVocabulary {
  private definition: object | null = null;
  private known: Engine | null = null;

  constructor(private readonly viewer: BaseViewer) {}

  get engine(): Engine | null {
    return this.known;
  }

  /** By prefix, for whoever else reads the document as this canvas does. */
  get packages(): Readonly<Record<string, unknown>> {
    return this.known === null ? {} : { [this.known]: this.definition };
  }

  /** Learns what a document uses. Without its vocabulary it opens too: what it says of an engine is kept then, and not edited. */
  async learnFor(xml: string): Promise<void> {
    const engine = engineIn(xml);
    if (engine === null) return;
    try {
      (await this.fetch(engine))();
    } catch (error) {
      console.warn('The vocabulary of an engine could not be fetched', error);
    }
  }

  /**
   * Fetches the vocabulary of an engine, and returns what learns it: that counts for the documents opened from then on. A second
   * engine is not learnt. @throws when the vocabulary cannot be fetched
   */
  async fetch(engine: Engine): Promise<() => void> {
    const { default: definition } = await ENGINES[engine].load();
    return () => this.learn(engine, definition);
  }

  private learn(engine: Engine, definition: object): void {
    if (this.known !== null) return;
    const moddle = this.viewer.get<Moddle>('moddle');
    moddle.registry.registerPackage(definition);
    // Types that were built before know nothing of what the vocabulary adds to them.
    moddle.typeCache = Object.create(null) as Record<string, unknown>;
    this.known = engine;
    this.definition = definition;
  }
}
