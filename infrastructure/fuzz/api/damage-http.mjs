import fc from 'fast-check';

const CONTENT_TYPES = [[], ['text/plain'], ['application/xml'], ['application/json; charset=utf-16'], ['application/json; charset=utf-7'], ['application/json;charset="UTF-8"'], ['application/json', 'text/plain'], ['application/x-www-form-urlencoded'], ['multipart/form-data'], ['multipart/form-data; boundary='], ['application/json/x'], ['*/*'], [';'], ['application/vnd.api+json'], ['APPLICATION/JSON'], ['application/json\u00e4'], ['x'.repeat(5_000)]];
/** Header values that go wrong somewhere; one byte a character. */
const HEADERS = {
  'If-Match': ['', '*', '"', '""', 'W/"1"', '"1", "2"', '"-1"', '"99999999999999999999"', '"0"', '"1e3"', "'1'", '"\u00e9"', '"'.repeat(3_000)],
  'If-None-Match': ['', '*', '"', 'W/', '"1",'.repeat(500), '\u00ff', '"a"b"', ','.repeat(2_000)],
  'Idempotency-Key': ['', ' ', '\u00e9', 'a b', 'x'.repeat(201), '../..', '"', '{}', '0'],
  Range: ['bytes=0-1', 'bytes=-1', 'bytes=9-1', `bytes=${'0-1,'.repeat(300)}0-1`, 'x', 'bytes=99999999999999-'],
  'X-Request-Id': ['', 'short', 'x'.repeat(129), 'ok-ok-ok-ok', 'a b c d e f', '<script>', '\u00e9'.repeat(10), '$(id)', 'a"b\'c;d,e'],
  Origin: ['null', 'https://evil.example', 'http://127.0.0.1', '', 'x', 'file://', 'http://[::1', 'http://user@host'],
  Cookie: ['', ';', '=', 'a', 'bpmn-studio.session_token=', 'bpmn-studio.session_token=%', 'bpmn-studio.session_token=%00.%00', 'bpmn-studio.session_token=a.b; bpmn-studio.session_token=c.d', `bpmn-studio.session_token=${'x'.repeat(6_000)}`, '__proto__=1; constructor=2', `${'a=b; '.repeat(1_000)}`, 'bpmn-studio.session_token="\u00e9"'],
  'X-User-Id': ['', 'x', '00000000-0000-0000-0000-000000000000', "' OR 1=1"],
  Host: ['', 'evil.example', 'a b', '127.0.0.1:99999', '[::1', '@', '%00'],
  Accept: ['', '*/*;q=0', 'text/html', 'image/*', 'x'.repeat(4_000), ',,,', 'a/b;q=x'],
  'Accept-Encoding': ['gzip', 'br', 'deflate', '*;q=0', 'identity;q=0', 'gzip;q=2', 'x'],
  'Accept-Language': ['x'.repeat(3_000), '\u00ff'],
  'If-Modified-Since': ['x', 'Thu, 01 Jan 1970 00:00:00 GMT', '0'],
  'X-Forwarded-For': ['127.0.0.1', 'x', '::1, '.repeat(200), '\u00ff'],
  'X-Forwarded-Host': ['evil.example'], 'X-Forwarded-Proto': ['https', 'javascript'],
  'X-HTTP-Method-Override': ['DELETE', 'x'], 'Sec-Fetch-Site': ['cross-site', 'same-site', 'x'],
  Expect: ['100-continue', 'x'], Upgrade: ['websocket', 'h2c'], Connection: ['Upgrade, close', 'close, X-Request-Id'],
  Authorization: ['Bearer x', 'Basic Og==', 'Basic \u00ff', 'x'.repeat(5_000)], 'User-Agent': ['', '\u00ff', 'x'.repeat(5_000), "'; --"],
  traceparent: ['00-00000000000000000000000000000000-0000000000000000-00', 'x', `00-${'f'.repeat(32)}-${'f'.repeat(16)}-ff`], 'Content-Length': ['0', '-1', 'x', '1, 1', '99999999999999999999', '+1', '0x10'], 'Transfer-Encoding': ['chunked', 'gzip', 'gzip, chunked', 'identity', 'chunked, chunked'],
  __proto__x: ['1'], constructor: ['x'], Trailer: ['X-Request-Id'], TE: ['trailers'],
};
const HEADER = fc.constantFrom(...Object.entries(HEADERS).flatMap(([name, values]) => values.map((value) => [name, value])));
/** In the place of a path parameter, as they stand. */
const SEGMENTS = ['%2f', '..%2f..', '%2e%2e', '..', '.', '%00', 'a%00', '%', '%zz', '%f', '%ff', '%c0%af', '%ed%a0%80', '\u00e4', '%20', '+', '%0d%0aX:%20y', 'null', 'undefined', '0', '-1', '1e3', '1.5', '0x1', '2147483648', '99999999999999999999999', 'NaN', 'Infinity', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '{00000000-0000-4000-8000-000000000000}', '00000000000040008000000000000000', '__proto__', 'constructor', "'", '"', '<x>', ';a=b', '*', ':id', '\\', 'x'.repeat(9_000), '%f0%9f%98%80', '%E2%80%AE', '@', '|', '^', '`'];
const QUERIES = ['a=1', 'limit=0', 'limit=101', 'limit=1e1', 'limit=%31', 'limit=', 'limit', 'limit=1&limit=2', 'limit[]=1', 'limit[a]=1', '__proto__[a]=1', '__proto__=1', 'constructor=1', 'q=%00', 'q=a%00b', 'q=%ed%a0%80', 'q=%ff', 'q=%', 'q=%zz', 'q=%E2%82', 'q=a&q=b', 'q[]=a', 'q[a][b][c][d][e][f]=1', `q=${'x'.repeat(8_000)}`, 'q=%25%5f', "q='%22;--", 'cursor=', 'cursor=%00', 'cursor=e30', 'cursor=W10', 'cursor=bnVsbA', 'cursor=eyJhIjoxfQ', `cursor=${'A'.repeat(1500)}`, 'cursor=a&cursor=b', 'cursor=../..', 'workspaceId=', 'workspaceId=x', 'workspaceId=null', 'projectId=null', 'deleted=TRUE', 'deleted=1', 'sort=id', 'sort=', 'format=exe', 'format=', 'scale=1e9', 'scale=NaN', 'scale=-0', 'scale=', 'version=0', 'version=1e400', 'version=', 'diagram=-1', 'diagram=1e4', 'minutes=0', 'minutes=1e400', 'from=0', 'from=', 'to=', 'v=%00', 'v=x', '&&&=', '=', '?', '%00=1', Array.from({ length: 1_100 }, (_, n) => `a${n}=1`).join('&')];
const METHODS = ['HEAD', 'OPTIONS', 'PATCH', 'PUT', 'POST', 'DELETE', 'GET', 'TRACE', 'PROPFIND', 'get', 'FOO', 'QUERY', 'CONNECT'];
const TARGETS = ['*', '//evil.example/api', 'http://evil.example/api/me', '/api/me#x', '', '/\u0000', '/a b', '/api//me', '/api/../api/me', '/API/ME', '/api/me/', '/api/me;x', '/?/api/me', '\\api\\me', '/%61pi/me', '/api%2fme', 'x'];
const TAILS = ['/', '//', '/x', '%00', '/..', '/.', ';x', '.json', '#x', '%20', '?', '\\'];

/** What may be wrong with the rest of a request, as data. */
export const HTTP_DAMAGES = [
  fc.record({ kind: fc.constant('content type'), values: fc.constantFrom(...CONTENT_TYPES) }),
  fc.record({ kind: fc.constant('header'), header: HEADER }),
  fc.record({ kind: fc.constant('header again'), header: HEADER }),
  fc.record({ kind: fc.constant('no header'), name: fc.constantFrom('Host', 'Origin', 'Cookie', 'Content-Length') }),
  fc.record({ kind: fc.constant('many headers'), count: fc.constantFrom(90, 300, 2_500), length: fc.constantFrom(1, 100) }),
  fc.record({ kind: fc.constant('length'), by: fc.constantFrom(-1, 1, 1_000) }),
  fc.record({ kind: fc.constant('chunks'), slip: fc.constantFrom('', 'both', 'size', 'cut', 'extension') }),
  fc.record({ kind: fc.constant('path'), n: fc.nat({ max: 2 }), value: fc.constantFrom(...SEGMENTS) }),
  fc.record({ kind: fc.constant('tail'), value: fc.constantFrom(...TAILS) }),
  fc.record({ kind: fc.constant('target'), value: fc.constantFrom(...TARGETS) }),
  fc.record({ kind: fc.constant('query'), value: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...QUERIES) }, { weight: 1, arbitrary: fc.stringMatching(/^[\x21-\x7e]{1,40}$/).map((text) => text.replaceAll('#', '')) }) }),
  fc.record({ kind: fc.constant('unknown query'), name: fc.constantFrom('extra', 'workspace', 'role', 'admin', 'expand', 'fields', 'Limit', 'q%00') }),
  fc.record({ kind: fc.constant('method'), value: fc.constantFrom(...METHODS) }),
  fc.record({ kind: fc.constant('body where none is'), text: fc.constantFrom('{}', '{"a":1}', 'x', '[]', 'null', '{"role":"owner"}') }),
  fc.record({ kind: fc.constant('version'), value: fc.constantFrom('HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'http/1.1', '') }),
];

/** Each changes the request that is about to go out. */
export const ON_REQUEST = {
  'content type': (request, { values }) => replaceHeader(request, 'Content-Type', values),
  header: (request, { header: [name, value] }) => framing(request, name, () => replaceHeader(request, name, [value])),
  'header again': (request, { header: [name, value] }) => framing(request, name, () => request.headers.push([name, value])),
  'no header': (request, { name }) => framing(request, name, () => replaceHeader(request, name, [])),
  'many headers': (request, { count, length }) => {
    for (let n = 0; n < count; n += 1) request.headers.push([`X-A-${n}`, 'x'.repeat(length)]);
  },
  length: (request, { by }) => {
    replaceHeader(request, 'Content-Length', [String(Math.max(0, (request.body?.length ?? 0) + by))]);
    request.hangsUp = true;
    request.about.unclear = true;
  },
  chunks: (request, { slip }) => {
    const body = request.body ?? Buffer.from('{}');
    const size = slip === 'size' ? 'zz' : body.length.toString(16) + (slip === 'extension' ? ';a="b"' : '');
    request.body = Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from(slip === 'cut' ? '' : '\r\n0\r\n\r\n')]);
    if (slip !== 'both') replaceHeader(request, 'Content-Length', []);
    request.headers.push(['Transfer-Encoding', 'chunked']);
    request.hangsUp = slip !== '';
    request.about.unclear = true;
  },
  path: (request, { n, value }) => {
    const { names } = request.about;
    const [path, query] = request.target.split(/(?=\?)/);
    const segments = path.split('/');
    if (names.length === 0) segments[segments.length - 1] = value;
    else segments[names[n % names.length]] = value;
    elsewhere(request, segments.join('/') + (query ?? ''));
  },
  tail: (request, { value }) => elsewhere(request, request.target.replace(/(?=\?|$)/, () => value)),
  target: (request, { value }) => elsewhere(request, value),
  query: (request, { value }) => (request.target += (request.target.includes('?') ? '&' : '?') + value),
  'unknown query': (request, { name }) => {
    request.target += `${request.target.includes('?') ? '&' : '?'}${name}=1`;
    request.about.refused = true;
  },
  method: (request, { value }) => {
    request.method = value;
  },
  'body where none is': (request, { text }) => {
    if (request.body !== undefined) return;
    request.body = Buffer.from(text);
    request.headers.push(['Content-Type', 'application/json'], ['Content-Length', String(text.length)]);
    request.about.refused ||= text !== '{}' && text !== '[]' && text !== 'null' && !request.about.takesBody;
  },
  version: (request, { value }) => {
    request.version = value;
    request.hangsUp = true;
    request.about.unclear = true;
  },
};

/** What says where a body ends; with it wrong, more may be waited for or hung up on. */
function framing(request, name, change) {
  change();
  if (/^(content-length|transfer-encoding|host|connection|upgrade|expect)$/i.test(name)) {
    request.hangsUp = true;
    request.about.unclear = true;
  }
}

/** The address is not the operation's any more. */
function elsewhere(request, target) {
  request.target = target;
  request.about.elsewhere = true;
}

function replaceHeader(request, name, values) {
  request.headers = request.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  for (const value of values) request.headers.push([name, value]);
}
