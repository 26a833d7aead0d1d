/**
 * Direction of imports (docs/architecture.md). The rules are generic over feature names: a new feature is guarded from
 * birth. Each rule has a planted violation in services/api/test/architecture/violations, and a test demands that every
 * rule still bites.
 */

const API = '^services/api/src';
const WEB = '^web/src';
const CONTRACTS = '^services/contracts/src/';
const BPMN = '^services/bpmn/src/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A package of the outside world is imported in one place; types may travel with the adapters that need them. */
const vendor = (name, packages, homes, scope = API) =>
  forbid(
    `vendor-${name}`,
    `${packages.join(', ')} is imported only in ${homes.join(', ')}; take what you need from there.`,
    { path: `${scope}/`, pathNot: [...homes.map((home) => `${scope}/${home}`), '\\.spec\\.tsx?$'] },
    { path: packages.map((each) => `node_modules/${each}(/|$)`), dependencyTypesNot: ['type-only'] },
  );

module.exports = {
  forbidden: [
    forbid('no-circular', 'A circle has no first file to read. Move what both need into a third.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('no-unresolvable', 'The import leads nowhere: a typing error or a package that is not declared.', {}, { couldNotResolve: true }),
    forbid('no-test-in-product', 'Product code imports no spec, test or development package.', { path: [API, WEB, CONTRACTS, BPMN], pathNot: '\\.spec\\.tsx?$' }, { path: ['\\.spec\\.tsx?$', '(^|/)test/', '(^|/)e2e/', 'node_modules/(@jest|jest|fast-check|supertest|playwright-core|@nestjs/testing)(/|$)'] }),

    forbid('contracts-are-pure', 'Contracts are zod and nothing else: no framework, no I/O.', { path: CONTRACTS }, { pathNot: [CONTRACTS, 'node_modules/zod/'] }),
    forbid('bpmn-is-pure', 'The BPMN package runs in browsers and servers: bpmn-moddle, saxes and yjs only.', { path: BPMN, pathNot: '\\.spec\\.ts$' }, { pathNot: [BPMN, 'node_modules/(bpmn-moddle|moddle|moddle-xml|saxes|yjs|lib0|fractional-indexing)/'] }),

    forbid('api-kernel-is-pure', 'The kernel knows contracts only.', { path: `${API}/kernel/`, pathNot: '\\.spec\\.ts$' }, { pathNot: [`${API}/kernel/`, CONTRACTS] }),
    forbid('api-platform-knows-no-feature', 'Platform is technology; features use it, never the other way round.', { path: `${API}/platform/` }, { path: [`${API}/features/`, `${API}/[^/]+\\.ts$`] }),
    forbid('api-feature-knows-no-composition', 'app.module.ts and main.ts put features together; no feature knows them.', { path: `${API}/features/` }, { path: `${API}/[^/]+\\.ts$` }),
    forbid('api-domain-is-pure', 'Domain code is rules: kernel, contracts and the BPMN package only.', { path: `${API}/features/([^/]+)/domain/`, pathNot: '\\.spec\\.ts$' }, { pathNot: [`${API}/features/$1/domain/`, `${API}/kernel/`, CONTRACTS, BPMN] }),
    forbid('api-application-knows-no-adapter', 'A use case speaks to ports; only the module joins a port to its adapter.', { path: `${API}/features/[^/]+/application/` }, { path: [`${API}/features/[^/]+/adapters/`, '\\.module\\.ts$'] }),
    forbid('api-application-knows-no-technology', 'A use case speaks to ports of its own, not to the platform.', { path: `${API}/features/[^/]+/application/`, pathNot: '\\.spec\\.ts$' }, { path: [`${API}/platform/`, 'node_modules/(?!@nestjs/common/)'] }),
    forbid('api-adapter-knows-no-module', 'Only *.module.ts wires.', { path: `${API}/features/[^/]+/adapters/` }, { path: '\\.module\\.ts$' }),
    forbid('api-features-meet-at-the-door', "Another feature is reached through its index.ts (its module by a module).", { path: `${API}/features/([^/]+)/`, pathNot: '\\.module\\.ts$' }, { path: `${API}/features/[^/]+/`, pathNot: [`${API}/features/$1/`, `${API}/features/[^/]+/index\\.ts$`] }),
    forbid('api-modules-meet-at-modules', "A module takes another feature's module or door, nothing behind them.", { path: `${API}/features/([^/]+)/[^/]+\\.module\\.ts$` }, { path: `${API}/features/[^/]+/`, pathNot: [`${API}/features/$1/`, `${API}/features/[^/]+/(index|[^/]+\\.module)\\.ts$`] }),
    forbid('api-knows-no-web', 'The API serves built files of the web client and imports none of its code.', { path: `${API}/` }, { path: WEB }),

    vendor('database', ['pg', '@prisma/client', '@prisma/adapter-pg'], ['platform/database/']),
    vendor('queue', ['bullmq', '@nestjs/bullmq'], ['platform/queue/']),
    vendor('queue-board', ['@bull-board/[^/]+'], ['features/admin/']),
    vendor('auth', ['better-auth', '@better-auth/[^/]+', 'better-call', '@node-rs/argon2'], ['features/auth/']),
    vendor('threads', ['piscina'], ['platform/threads/']),
    vendor('http', ['express', 'helmet', 'compression', '@nestjs/platform-express', '@nestjs/throttler', 'swagger-ui-dist'], ['platform/http/']),
    vendor('openapi', ['@nestjs/swagger'], ['platform/http/']),
    vendor('logging', ['pino', 'pino-http', 'pino-pretty', 'nestjs-pino'], ['platform/logging/']),
    vendor('health', ['@nestjs/terminus'], ['features/health/']),
    vendor('telemetry', ['@opentelemetry/[^/]+', '@sentry/[^/]+'], ['platform/telemetry/']),
    vendor('resilience', ['cockatiel'], ['platform/resilience/']),
    vendor('redis', ['ioredis'], ['platform/redis/', 'platform/queue/']),
    vendor('elasticsearch', ['@elastic/elasticsearch'], ['features/search/']),
    vendor('unzip', ['yauzl'], ['features/diagrams/adapters/']),
    vendor('zip', ['yazl'], ['features/exports/adapters/']),
    vendor('printing', ['pdfkit', '@resvg/resvg-wasm', '@expo-google-fonts/[^/]+', 'dejavu-fonts-ttf'], ['platform/print/']),
    vendor('live', ['@hocuspocus/[^/]+', 'crossws', 'yjs', 'y-protocols'], ['features/collaboration/adapters/']),
    vendor('records', ['yjs', 'fractional-indexing'], ['shared/', 'testing/'], '^services/bpmn/src'),
    vendor('bpmn-parsers', ['bpmn-moddle', 'moddle', 'moddle-xml', 'saxes'], ['nowhere/']),

    forbid('web-features-know-no-app', 'app/ composes features; no feature knows it.', { path: `${WEB}/(features|ui|api|lib)/` }, { path: `${WEB}/(app/|main\\.tsx$)` }),
    forbid('web-features-meet-in-the-app', 'Features are put together in app/ only.', { path: `${WEB}/features/([^/]+)/` }, { path: `${WEB}/features/`, pathNot: `${WEB}/features/$1/` }),
    forbid('web-ui-fetches-nothing', 'ui/ is tokens and primitives.', { path: `${WEB}/ui/` }, { path: [`${WEB}/(api|features)/`, 'node_modules/@tanstack/react-query/'] }),
    forbid('web-api-draws-nothing', 'api/ is the typed client; what is shown is decided in features.', { path: `${WEB}/api/` }, { path: [`${WEB}/(ui|features)/`] }),
    forbid('web-lib-is-pure', 'lib/ is small pure functions.', { path: `${WEB}/lib/` }, { path: [`${WEB}/(api|ui|features)/`] }),
    forbid('web-knows-no-server', 'The web client shares contracts and the BPMN package with the server, nothing else.', { path: `${WEB}/` }, { path: ['^services/api/'], dependencyTypesNot: [] }),
    vendor('bpmn-js', ['bpmn-js', 'bpmn-js-[^/]+', 'diagram-js', 'diagram-js-[^/]+'], ['features/editor/'], WEB),
    vendor('shared-document', ['yjs', 'y-protocols', '@hocuspocus/provider'], ['features/editor/live/'], WEB),
    vendor('browser-store', ['idb'], ['features/editor/'], WEB),
    vendor('worker-calls', ['comlink'], ['features/editor/document/', 'features/editor/lint/'], WEB),
    vendor('problem-rules', ['bpmnlint', 'bpmnlint-[^/]+'], ['features/editor/lint/'], WEB),
    vendor('charts', ['recharts', '@mantine/charts'], ['features/operations/'], WEB),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only what we build ourselves: most packages live in a dist/ too, and excluded imports are invisible to the rules.
    exclude: { path: '^(services/[^/]+|web)/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
