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

const all = Object.keys(ENGINES) as readonly Engine[];

/** The engines a document has settings for. */
export function enginesIn(xml: string): readonly Engine[] {
  return all.filter((engine) => xml.includes(`"${ENGINES[engine].uri}"`) || xml.includes(`'${ENGINES[engine].uri}'`));
}

/**
 * The vocabularies of engines that a canvas knows. A document is read with the ones it uses, so that their settings are
 * properties that can be edited; without, they are kept as they are and shown only.
 */
export class EngineVocabularies {
  private readonly known = new Map<Engine, object>();

  constructor(private readonly viewer: BaseViewer) {}

  get engines(): readonly Engine[] {
    return [...this.known.keys()];
  }

  /** By prefix, for whoever else reads the document as this canvas does. */
  get packages(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.known);
  }

  has(engines: readonly Engine[]): boolean {
    return engines.every((engine) => this.known.has(engine));
  }

  /** Counts for the documents opened from now on. @throws when a vocabulary cannot be fetched */
  async learn(engines: readonly Engine[]): Promise<void> {
    const missing = engines.filter((engine) => !this.known.has(engine));
    const definitions = await Promise.all(missing.map(async (engine) => [engine, (await ENGINES[engine].load()).default] as const));
    const moddle = this.viewer.get<Moddle>('moddle');
    for (const [engine, definition] of definitions) {
      if (this.known.has(engine)) continue;
      moddle.registry.registerPackage(definition);
      this.known.set(engine, definition);
    }
    // Types that were built before know nothing of what the vocabularies add to them.
    if (definitions.length > 0) moddle.typeCache = Object.create(null) as Record<string, unknown>;
  }
}
