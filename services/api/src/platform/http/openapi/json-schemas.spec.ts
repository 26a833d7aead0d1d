import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { JsonSchemas } from './json-schemas.js';

describe('JsonSchemas', () => {
  it('turns schemas with an id into components and refers to them, however deep', () => {
    const schemas = new JsonSchemas();
    const leaf = z.object({ at: z.iso.datetime() }).meta({ id: 'SpecLeaf' });
    const tree = z.object({ leaves: z.array(leaf) }).meta({ id: 'SpecTree' });
    expect(schemas.output(z.object({ tree: tree.nullable() }))).toMatchObject({ properties: { tree: { anyOf: [{ $ref: '#/components/schemas/SpecTree' }, { type: 'null' }] } } });
    expect(schemas.all()).toEqual({
      SpecLeaf: { type: 'object', properties: { at: { type: 'string', format: 'date-time' } }, required: ['at'], additionalProperties: false },
      SpecTree: { type: 'object', properties: { leaves: { type: 'array', items: { $ref: '#/components/schemas/SpecLeaf' } } }, required: ['leaves'], additionalProperties: false },
    });
  });

  it('tells what is sent from what comes back', () => {
    const schemas = new JsonSchemas();
    const flag = z.enum(['true', 'false']).default('false').transform((word) => word === 'true');
    expect(schemas.input(z.object({ flag }))).toMatchObject({ properties: { flag: { enum: ['true', 'false'], default: 'false' } } });
    expect(schemas.input(z.object({ flag }))).not.toHaveProperty('required');
  });

  it('refuses two different schemas of one name', () => {
    const schemas = new JsonSchemas();
    const twin = z.object({ value: z.string().default('x') }).meta({ id: 'SpecTwin' });
    schemas.output(twin);
    expect(() => schemas.input(twin)).toThrow(/SpecTwin/);
  });
});
