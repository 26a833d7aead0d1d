/** Audit actions that make a version. */
const MAKES_VERSION = new Set(['diagram.created', 'diagram.saved', 'diagram.renamed', 'diagram.version_restored']);
const AUTOSAVES_KEPT = 10;

/** What may not happen, in the words of the table. */
export const RULES = {
  lost: 'acknowledged and lost',
  twice: 'done twice, or never asked for',
  gaps: 'version gaps',
  unequal: 'versions, audit and outbox that differ',
  winners: 'versions with more than one winner',
  wrong: 'wrong 2xx',
  unreadable: 'kept versions not read back byte for byte',
  refused: 'refusals without cause or current version',
  errors: '5xx but 503 with Retry-After',
  undelivered: 'events neither handed on nor parked',
  parked: 'events parked that nothing was wrong with',
  effects: 'effects of events missing or unknown',
  behind: 'pictures and words of another version than the diagram',
};

/**
 * Holds what was answered against what is there.
 * @param {import('./facts.mjs').Facts} facts
 * @param {(eventType: string) => string[]} handlersOf who has to have an effect of an event
 * @param {(eventId: string) => boolean} [mayBeParked] whether an event was spoilt on purpose
 * @returns {Record<keyof typeof RULES, string[]>} the faults by rule, a line each
 */
export function judge(facts, handlersOf, mayBeParked = () => false) {
  const faults = Object.fromEntries(Object.keys(RULES).map((rule) => [rule, []]));
  const books = keepBooks(facts);
  for (const diagram of facts.diagrams) judgeDiagram(diagram, books, faults);
  for (const operation of facts.operations) {
    judgeAttempts(operation, faults);
    if (operation.kind === 'open') judgeOpen(operation, books, faults);
    else judgeChange(operation, books, faults);
  }
  judgeReads(facts, books, faults);
  judgeEvents(facts, handlersOf, faults);
  judgeParked(facts, mayBeParked, faults);
  for (const diagram of facts.diagrams) judgeFollowers(diagram, handlersOf, faults);
  return faults;
}

/** The facts by what they are looked up by. */
function keepBooks(facts) {
  const operationOf = new Map(facts.operations.flatMap((operation) => operation.attempts.map(({ requestId }) => [requestId, operation])));
  const makers = facts.audit.filter(({ action }) => MAKES_VERSION.has(action));
  const doneBy = Map.groupBy(makers, ({ requestId }) => operationOf.get(requestId));
  const sha256Of = new Map();
  for (const { diagramId, version, requestId } of makers) sha256Of.set(`${diagramId} ${version}`, operationOf.get(requestId)?.sha256);
  return {
    operationOf,
    doneBy,
    /** What the ledger says a version is: the document of the operation that made it. */
    sha256Of: (diagramId, version) => sha256Of.get(`${diagramId} ${version}`),
    makers: Map.groupBy(makers, ({ diagramId }) => diagramId),
    audit: Map.groupBy(facts.audit, ({ diagramId }) => diagramId),
    outbox: Map.groupBy(facts.outbox, ({ diagramId }) => diagramId),
    versions: Map.groupBy(facts.versions, ({ diagramId }) => diagramId),
    diagrams: new Map(facts.diagrams.map((diagram) => [diagram.id, diagram])),
    kept: new Map(facts.keys.map(({ key, version }) => [key, version])),
    winners: new Map(),
  };
}

/** Versions 1 to the current one: each made once, by somebody who asked for it, with one audit entry and one event. */
function judgeDiagram({ id, version: current, sha256 }, books, faults) {
  const made = Map.groupBy(books.makers.get(id) ?? [], ({ version }) => version);
  for (let version = 1; version <= current; version++) if (!made.has(version)) faults.gaps.push(`${id}: no version ${version} of ${current}`);
  for (const [version, entries] of made) {
    if (version > current) faults.unequal.push(`${id}: the audit trail tells of version ${version}, the diagram is at ${current}`);
    if (entries.length > 1) faults.twice.push(`${id}: version ${version} was made ${entries.length} times`);
    for (const { requestId } of entries) if (!books.operationOf.has(requestId)) faults.twice.push(`${id}: nobody asked for version ${version} (request ${requestId})`);
  }
  const told = Map.groupBy(books.audit.get(id) ?? [], ({ version }) => version);
  const sent = Map.groupBy(books.outbox.get(id) ?? [], ({ version }) => version);
  for (const version of new Set([...told.keys(), ...sent.keys()])) {
    const [entries, events] = [told.get(version)?.length ?? 0, sent.get(version)?.length ?? 0];
    if (entries !== events) faults.unequal.push(`${id}: version ${version} has ${entries} audit entries and ${events} events`);
  }
  const stored = books.versions.get(id) ?? [];
  if (stored.find(({ version }) => version === current)?.sha256 !== sha256) faults.unequal.push(`${id}: the current version ${current} is not stored as the diagram says`);
  for (const version of stored) {
    const meant = books.sha256Of(id, version.version);
    if (meant !== undefined && meant !== version.sha256) faults.wrong.push(`${id}: version ${version.version} is stored as ${version.sha256.slice(0, 8)}, sent was ${meant.slice(0, 8)}`);
  }
}

function judgeAttempts({ n, attempts }, faults) {
  for (const { status, retryAfter, code } of attempts) {
    if (status >= 500 && !(status === 503 && Number(retryAfter) > 0)) faults.errors.push(`operation ${n}: ${status} ${code ?? ''}${status === 503 ? ' without Retry-After' : ''}`);
  }
}

/** A save or a creation: done exactly once when it was acknowledged, at most once when nobody knows, never when it was refused. */
function judgeChange(operation, books, faults) {
  const { n, kind, key, outcome, expected, attempts } = operation;
  const done = books.doneBy.get(operation) ?? [];
  const last = attempts.at(-1);
  if (done.length > 1) faults.twice.push(`operation ${n} was done ${done.length} times: versions ${done.map(({ version }) => version).join(', ')}`);
  if (outcome === 'refused') {
    if (done.length > 0) faults.refused.push(`operation ${n} was answered ${last.status} ${last.code ?? ''} and had been done as version ${done[0].version}`);
    else if (last.code !== 'diagram.version_conflict') faults.refused.push(`operation ${n} was answered ${last.status} ${last.code ?? ''}`);
    else if (!(last.currentVersion > expected)) faults.refused.push(`operation ${n} expected version ${expected}, the conflict tells of ${last.currentVersion}`);
  }
  if (outcome !== 'acknowledged') return;
  const diagramId = last.id;
  const right = { status: kind === 'create' ? 201 : 200, version: kind === 'create' ? 1 : expected + 1, id: operation.diagramId ?? last.id, etag: `"${last.version}"` };
  for (const [what, value] of Object.entries(right)) if (last[what] !== value) faults.wrong.push(`operation ${n}: ${what} ${last[what]} instead of ${value}`);
  if (books.kept.get(key) !== last.version) faults.wrong.push(`operation ${n}: answered version ${last.version}, kept under its key is ${books.kept.get(key)}`);
  const place = `${diagramId} ${last.version}`;
  if (books.winners.has(place)) faults.winners.push(`version ${last.version} of ${diagramId} was acknowledged to operations ${books.winners.get(place)} and ${n}`);
  books.winners.set(place, n);
  const diagram = books.diagrams.get(diagramId);
  if (diagram === undefined || diagram.version < last.version) faults.lost.push(`operation ${n}: version ${last.version} of ${diagramId} was acknowledged, there is ${diagram?.version ?? 'nothing'}`);
  else if (!done.some((entry) => entry.diagramId === diagramId && entry.version === last.version)) faults.lost.push(`operation ${n}: version ${last.version} of ${diagramId} was acknowledged and is not its`);
}

function judgeOpen({ n, diagramId, atLeast, outcome, attempts }, books, faults) {
  const last = attempts.at(-1);
  if (outcome === 'refused') faults.refused.push(`operation ${n}: an open was answered ${last.status} ${last.code ?? ''}`);
  if (outcome !== 'acknowledged') return;
  if (last.status !== 200 || last.id !== diagramId || last.etag !== `"${last.version}"`) faults.wrong.push(`operation ${n}: an open was answered ${last.status}, version ${last.version}, ETag ${last.etag}`);
  if (last.version < atLeast) faults.wrong.push(`operation ${n}: an open shows version ${last.version} after ${atLeast} was acknowledged`);
  if (last.sha256 !== books.sha256Of(diagramId, last.version)) faults.wrong.push(`operation ${n}: an open shows another document as version ${last.version}`);
}

/** What must be kept (the current one, the last ten autosaves, what was named) is listed and comes out as it went in. */
function judgeReads({ reads, diagrams, operations }, books, faults) {
  const readsOf = Map.groupBy(reads, ({ diagramId }) => diagramId);
  const named = Map.groupBy(operations.filter((operation) => operation.named).flatMap((operation) => books.doneBy.get(operation) ?? []), ({ diagramId }) => diagramId);
  for (const { id, version: current } of diagrams) {
    const own = Map.groupBy(readsOf.get(id) ?? [], ({ by }) => by);
    for (const by of ['current', 'bytes']) if (own.get(by)?.[0]?.version !== current) faults.unreadable.push(`${id}: read as ${by}, it is at ${own.get(by)?.[0]?.version}, stored at ${current}`);
    for (const read of readsOf.get(id) ?? []) {
      const meant = books.sha256Of(id, read.version);
      if (read.status !== 200 || read.sha256 !== meant) faults.unreadable.push(`${id}: version ${read.version} read as ${read.by} was answered ${read.status} with another document`);
    }
    const listed = new Set((own.get('list') ?? []).map(({ version }) => version));
    const forEver = new Set((named.get(id) ?? []).map(({ version }) => version));
    const autosaves = [];
    for (let version = current; version >= 1 && autosaves.length < AUTOSAVES_KEPT; version--) if (!forEver.has(version)) autosaves.push(version);
    for (const version of [...forEver, ...autosaves]) if (!listed.has(version)) faults.unreadable.push(`${id}: version ${version} should be kept and is not listed`);
  }
}

function judgeEvents({ outbox, inbox }, handlersOf, faults) {
  const settledOf = Map.groupBy(inbox.filter(({ settled }) => settled), ({ eventId }) => eventId);
  for (const { id, type, published, parked } of outbox) {
    if (!published && !parked) faults.undelivered.push(`event ${id} (${type})`);
    if (!published) continue;
    const had = new Set((settledOf.get(id) ?? []).map(({ handler }) => handler));
    for (const handler of handlersOf(type)) if (!had.delete(handler)) faults.effects.push(`event ${id} (${type}): ${handler} is neither done nor parked`);
    for (const handler of had) faults.effects.push(`event ${id} (${type}): ${handler} is not known to listen`);
  }
}

function judgeParked({ outbox, inbox }, mayBeParked, faults) {
  for (const { id, type, parked } of outbox) if (parked && !mayBeParked(id)) faults.parked.push(`event ${id} (${type}) by the relay`);
  for (const { eventId, handler, parked } of inbox) if (parked && !mayBeParked(eventId)) faults.parked.push(`event ${eventId} by ${handler}`);
}

/** Of several events of a diagram the last one does it all and the others count as done: so what came of it is looked at as well. */
function judgeFollowers({ id, version, drawn, indexed }, handlersOf, faults) {
  const listeners = handlersOf('diagram.saved');
  for (const [handler, its] of [['draw-thumbnail', drawn], ['index-elements', indexed]]) {
    if (listeners.includes(handler) && its !== version) faults.behind.push(`${id}: ${handler} came as far as version ${its ?? 'none'} of ${version}`);
  }
}
