import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
}, 60_000);
afterAll(async () => {
  await database.drop();
});

describe('migrations', () => {
  it('are all applied', async () => {
    const rows = await database.look<{ migration_name: string }>('SELECT migration_name FROM _prisma_migrations');
    expect(rows.length).toBeGreaterThan(0);
  });
});
