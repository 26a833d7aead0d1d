import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/**
 * Turns zod schemas into JSON Schema (2020-12, the dialect of OpenAPI 3.1). A schema with an id (`.meta({ id })`) becomes a
 * component and is referred to. The same id for two different schemas is an error.
 */
export class JsonSchemas {
  private readonly components = new Map<string, JsonSchema>();

  /** What a client sends: before defaults and transformations. */
  input(schema: z.ZodType): JsonSchema {
    return this.convert(schema, 'input');
  }

  /** What a client gets. */
  output(schema: z.ZodType): JsonSchema {
    return this.convert(schema, 'output');
  }

  /** The components met so far, by id, in order of the id. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.components].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _dialect, $defs, ...root } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any', override: simplify }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [id, definition] of Object.entries($defs ?? {})) this.keep(id, definition);
    return refer(root) as JsonSchema;
  }

  private keep(id: string, definition: JsonSchema): void {
    const { id: _id, ...bare } = refer(definition) as JsonSchema;
    const known = this.components.get(id);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(bare)) throw new Error(`Two different schemas are called ${id}: give one of them another .meta({ id })`);
    this.components.set(id, bare);
  }
}

/** Regular expressions of well-known formats and the bounds of JavaScript's numbers say nothing to a client. */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema['format'] !== undefined) delete jsonSchema['pattern'];
  if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
  if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
}

/** References within a schema, as references to components; ids, which zod leaves on definitions, taken off. */
function refer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(refer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => (key === '$ref' && typeof inner === 'string' ? [key, inner.replace('#/$defs/', '#/components/schemas/')] : [key, refer(inner)])),
  );
}
