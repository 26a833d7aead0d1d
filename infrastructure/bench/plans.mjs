import pg from 'pg';

/** Loaded into every new session of the database: each statement, those inside of functions too, leaves its plan in the log. */
const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
};

/**
 * The plans of the statements a product really sends, as PostgreSQL's auto_explain logs them under the role and the row-level
 * security they run with. Processes of the product that start after this are listened to.
 * @typedef {{ statement: string, scans: string[], rows: number }} Plan scans: big tables that were read from one end to the other;
 *   rows: the most that one step of it touched
 * @param {string} url a superuser's, of the product's database
 * @param {number} big rows from which on a table may not be scanned
 */
export async function listenToPlans(url, big) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const database = client.escapeIdentifier(new URL(url).pathname.slice(1));
  await client.query("LOAD 'auto_explain'");
  for (const [name, value] of Object.entries(SETTINGS)) await client.query(`ALTER DATABASE ${database} SET ${name} = '${value}'`);
  await client.query("ALTER SYSTEM SET log_destination = 'jsonlog'");
  await client.query('SELECT pg_reload_conf()');
  const { rows } = await client.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples >= $1", [big]);
  const tables = new Set(rows.map(({ relname }) => relname));
  await logFile(client);
  return {
    tables,
    /** The plans since the last call, one a statement: the worst that was seen of it. */
    take: async () => worstOf((await newLines(client)).flatMap((line) => planOf(line, tables))),
    close: async () => {
      for (const name of Object.keys(SETTINGS)) await client.query(`ALTER DATABASE ${database} RESET ${name}`);
      await client.end();
    },
  };
}

async function logFile(client) {
  for (const until = Date.now() + 5_000; Date.now() < until; ) {
    const { rows } = await client.query("SELECT pg_current_logfile('jsonlog') AS file");
    if (rows[0].file !== null) return rows[0].file;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('PostgreSQL did not begin a log in JSON');
}

const read = new WeakMap();

/** What was logged since the last call; the last line may be half written and is left for the next. */
async function newLines(client) {
  const file = await logFile(client);
  let offset = read.get(client) ?? 0;
  const lines = [];
  for (let rest = Buffer.alloc(0); ; ) {
    const { rows } = await client.query('SELECT pg_read_binary_file($1, $2, 16777216, true) AS bytes', [file, offset + rest.length]);
    const chunk = Buffer.concat([rest, rows[0].bytes ?? Buffer.alloc(0)]);
    const end = chunk.lastIndexOf('\n') + 1;
    lines.push(...chunk.subarray(0, end).toString('utf8').split('\n').filter((line) => line.includes('plan:')));
    offset += end;
    rest = chunk.subarray(end);
    if (end === 0) break;
  }
  read.set(client, offset);
  return lines;
}

/** @returns {Plan[]} none for a line that is no plan, or the plan of a statement that only was explained */
function planOf(line, tables) {
  const message = JSON.parse(line).message ?? '';
  const start = message.indexOf('plan:\n');
  if (start < 0) return [];
  const { 'Query Text': statement = '', Plan: plan } = JSON.parse(message.slice(start + 6));
  if (plan['Actual Rows'] === undefined) return []; // it was explained, not carried out
  const nodes = nodesOf(plan);
  const scans = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && tables.has(node['Relation Name'])).map((node) => node['Relation Name']);
  return [{ statement: statement.replace(/\s+/g, ' ').trim(), scans, rows: Math.max(...nodes.map(touchedBy)) }];
}

function nodesOf(node) {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function touchedBy(node) {
  const each = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return Math.round(each * node['Actual Loops']);
}

function worstOf(plans) {
  const worst = new Map();
  for (const plan of plans) {
    const before = worst.get(plan.statement);
    worst.set(plan.statement, before === undefined ? plan : { ...plan, scans: [...new Set([...before.scans, ...plan.scans])], rows: Math.max(before.rows, plan.rows) });
  }
  return [...worst.values()];
}
