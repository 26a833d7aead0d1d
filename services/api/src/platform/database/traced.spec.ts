import { describe as group, expect, it } from '@jest/globals';
import { describe } from './traced.js';

group('the name of a statement', () => {
  it.each([
    ['SELECT * FROM app.save_diagram($1, app.traced($2, $3))', 'app.save_diagram'],
    ['\n  DELETE FROM outbox USING (SELECT 1)', 'DELETE outbox'],
    ['INSERT INTO inbox (a) VALUES ($1)', 'INSERT inbox'],
    ['SELECT 1', 'SELECT'],
    ['BEGIN', 'BEGIN'],
    ["SELECT set_config('app.user_id', $1, true)", 'SELECT'],
  ])('%s', (sql, name) => {
    expect(describe(sql).name).toBe(name);
    expect(describe(sql).attributes['db.system.name']).toBe('postgresql');
  });
});
