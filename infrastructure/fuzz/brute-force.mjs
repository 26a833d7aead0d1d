import { randomBytes } from 'node:crypto';
import { buildAll } from '../local/build.mjs';
import { PASSWORD, startProduct } from '../proof/product.mjs';
import { startRedis, WITHOUT_REDIS } from '../proof/redis.mjs';
import { never, report } from '../proof/report.mjs';
import { ask, claims, freshAddress, hashedBy, signUpAs, startProxy } from './guessing.mjs';

const MOST = 10;
const WINDOW_S = 15 * 60;
/** Tries of each kind; what is allowed must not be what is tried. */
const TRIES = 60;
const QUICK_TRIES = 30;
const guess = () => randomBytes(9).toString('base64url');

/**
 * Guessing passwords over two processes on one database: how many tries reach the hash, by the product's own count of hashes. Limits are as
 * shipped, but for that of requests a minute: it is the tries that must hold. Run on PostgreSQL, and on Redis where there is one.
 * @param {{ quick: boolean }} asked quick: fewer tries
 */
export async function fuzzBruteForce({ quick }) {
  await buildAll();
  const rows = [...(await guessOn('PostgreSQL', undefined, quick))];
  if (WITHOUT_REDIS === undefined) {
    const redis = await startRedis();
    try {
      rows.push(...(await guessOn('Redis', redis.url, quick)));
    } finally {
      await redis.end();
    }
  } else rows.push({ what: 'Redis: the same', figure: 'needs redis-server, which is not installed', notRun: true });
  return report('brute-force', rows, { most: MOST, tries: quick ? QUICK_TRIES : TRIES });
}

async function guessOn(backend, redisUrl, quick) {
  const product = await startProduct('');
  const started = [];
  const start = async (env) => {
    const pair = [];
    for (let n = 0; n < 2; n++) {
      pair.push(await product.another('api', { ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }), ...env }));
      started.push(pair.at(-1));
    }
    return pair;
  };
  try {
    const direct = new Guessing(await start({ TRUST_PROXY: '0' }), quick);
    const rows = [...(await guessDirectly(direct)), ...(await tryOtherDoors(direct))];
    const behind = await start({ TRUST_PROXY: '1' });
    const proxy = await startProxy(behind.map(({ origin }) => origin));
    try {
      rows.push(...(await guessThroughProxy(new Guessing(behind, quick, proxy.origin))));
    } finally {
      await proxy.stop();
    }
    return rows.map((row) => ({ ...row, what: `${backend}: ${row.what}` }));
  } finally {
    for (const one of started) await one.stop();
    await product.stop();
  }
}

/** Two processes, and tries sent to them in turn. */
class Guessing {
  constructor(processes, quick, proxy) {
    this.processes = processes;
    this.tries = quick ? QUICK_TRIES : TRIES;
    this.origins = proxy === undefined ? processes.map(({ origin }) => origin) : [proxy];
  }

  /** Sends so many tries. @returns a row: how many reached the hash */
  async reached(what, tryOf, { atOnce = false, most = MOST, count = this.tries } = {}) {
    const before = await hashedBy(this.processes);
    const send = (n) => {
      const { body, ...more } = tryOf(n);
      return ask(this.origins[n % this.origins.length], { ...more, body });
    };
    const answers = [];
    if (atOnce) answers.push(...(await Promise.all(Array.from({ length: count }, (_, n) => send(n)))));
    else for (let n = 0; n < count; n++) answers.push(await send(n));
    const hashed = (await hashedBy(this.processes)) - before;
    const told = answers.filter(({ status }) => status === 401).length;
    const strange = answers.filter(({ status }) => ![401, 429, 400, 503].includes(status)).length;
    this.last = answers;
    // What the product counts and what it answers have to agree: a count that stands still proves nothing.
    const ok = hashed <= most && told <= hashed && strange === 0 && (most === 0 || hashed > 0);
    return { what, figure: `${hashed} of ${count}${strange === 0 ? '' : `, ${strange} strange answers`}`, bar: `<= ${most}`, ok };
  }
}

async function guessDirectly(guessing) {
  const [origin] = guessing.origins;
  const victim = await signUpAs(origin);
  const rows = [
    await guessing.reached('one account, many addresses, other headers each time', (n) => ({ body: { email: victim.email, password: guess() }, from: freshAddress(), headers: claims(n) })),
  ];
  const refused = guessing.last.findLast(({ status }) => status === 429);
  const wait = Number(refused?.headers['retry-after']);
  rows.push({ what: 'the account is slowed for', figure: `${wait} s`, bar: `${WINDOW_S - 60} to ${WINDOW_S} s`, ok: wait > WINDOW_S - 60 && wait <= WINDOW_S });

  const one = freshAddress();
  rows.push(await guessing.reached('one address, many accounts, X-Forwarded-For another each time', (n) => ({ body: { email: `somebody-${n}@example.org`, password: guess() }, from: one, headers: claims(n) })));

  const burst = await signUpAs(origin);
  rows.push(await guessing.reached('one account, all at once over both processes', (n) => ({ body: { email: burst.email, password: guess() }, from: freshAddress(), headers: claims(n) }), { atOnce: true }));
  const another = freshAddress();
  rows.push(await guessing.reached('one address, all at once over both processes', (n) => ({ body: { email: `crowd-${n}@example.org`, password: guess() }, from: another, headers: claims(n) }), { atOnce: true }));

  const spelled = await signUpAs(origin);
  rows.push(await guessing.reached('one account, spelled in other cases', (n) => ({ body: { email: recased(spelled.email, n), password: guess() }, from: freshAddress() })));
  rows.push(await opensByOtherSpelling(origin));

  // Signing in to an account of one's own is right, and must not clear what the address did wrong elsewhere.
  const own = await signUpAs(origin);
  const mixed = freshAddress();
  const before = await hashedBy(guessing.processes);
  let right = 0;
  for (let n = 0; n < guessing.tries; n++) {
    const isOwn = n % 5 === 4;
    const answer = await ask(guessing.origins[n % 2], { body: isOwn ? { email: own.email, password: PASSWORD } : { email: `mixed-${n}@example.org`, password: guess() }, from: mixed });
    if (answer.status === 200) right += 1;
  }
  const wrong = (await hashedBy(guessing.processes)) - before - right;
  rows.push({ what: 'one address that signs in to its own account in between', figure: `${wrong} of ${guessing.tries}`, bar: `<= ${MOST}`, ok: wrong <= MOST && right > 0 });

  const stranger = { Cookie: own.cookie };
  rows.push(await guessing.reached('the slowed account, with another account’s known browser', () => ({ body: { email: victim.email, password: guess() }, from: freshAddress(), headers: stranger }), { most: 0 }));
  rows.push(await guessing.reached('the slowed account, with a known browser that was altered', (n) => ({ body: { email: victim.email, password: guess() }, from: freshAddress(), headers: { Cookie: `${victim.browser.slice(0, -2)}${n % 10}x` } }), { most: 0 }));
  return [...rows, ...(await ownerOf(origin, victim))];
}

/** Whether guessing locks the rightful owner out (services/api/env.example: SIGN_IN_TRIES): only of browsers that never signed in before. */
async function ownerOf(origin, { email, cookie, browser }) {
  const session = await ask(origin, { method: 'GET', path: '/api/diagrams', headers: { Cookie: cookie } });
  const known = await ask(origin, { body: { email, password: PASSWORD }, from: freshAddress(), headers: { Cookie: browser } });
  const unknown = await ask(origin, { body: { email, password: PASSWORD }, from: freshAddress() });
  return [
    { what: 'the owner of the slowed account: session, known browser', figure: `${session.status}, ${known.status}`, bar: '200, 200', ok: session.status === 200 && known.status === 200 },
    { what: 'and in a browser that never signed in', figure: `${unknown.status}, again in ${unknown.headers['retry-after']} s` },
  ];
}

/** With the right password, so that a spelling that is taken for the account would show. */
async function opensByOtherSpelling(origin) {
  const { email } = await signUpAs(origin);
  const [local, domain] = email.split('@');
  const wide = [...local].map((letter) => (/[a-z]/.test(letter) ? String.fromCodePoint(letter.codePointAt(0) + 0xfee0) : letter)).join('');
  const spellings = [`${wide}@${domain}`, `${email}.`, `${local}+1@${domain}`, `${local}.@${domain}`, `"${local}"@${domain}`, `${local}@${domain}\u0000`, `${local}\u200b@${domain}`, `${local}@EXAMPLE。org`, `${local.replace('s', 'ſ')}@${domain}`, `${email},x@${domain}`, `${local}%00@${domain}`];
  let opened = 0;
  for (const spelling of spellings) if ((await ask(origin, { body: { email: spelling, password: PASSWORD }, from: freshAddress() })).status === 200) opened += 1;
  return never('other spellings that open an account, with its password', opened);
}

function recased(email, n) {
  return [...email].map((letter, index) => ((n >> (index % 6)) & 1 ? letter.toUpperCase() : letter)).join('');
}

/** Routes better-auth has, or once had, that take a password; and other ways to write the one that is there. */
const OTHER_DOORS = [
  ...['change-password', 'set-password', 'verify-password', 'reset-password', 'forget-password', 'request-password-reset', 'delete-user', 'change-email', 'update-user', 'sign-in/username', 'sign-in/phone-number', 'sign-in/magic-link', 'sign-in/social', 'sign-in/anonymous', 'two-factor/enable', 'two-factor/disable', 'admin/set-user-password', 'revoke-sessions', 'token'].map((path) => `/api/auth/${path}`),
  '/api/auth/sign-in/email/', '/api/auth//sign-in/email', '/API/auth/sign-in/email', '/api/auth/Sign-In/Email', '/api/auth/sign-in/%65mail', '/api/auth/sign-in/email?x=1', '/api/auth/sign-in/email;x', '/api/auth/./sign-in/email', '/auth/sign-in/email',
];

async function tryOtherDoors(guessing) {
  const [origin] = guessing.origins;
  const victim = await signUpAs(origin);
  for (let n = 0; n < MOST; n++) await ask(origin, { body: { email: victim.email, password: guess() }, from: freshAddress() });
  const before = await hashedBy(guessing.processes);
  let opened = 0;
  for (const path of OTHER_DOORS) {
    const password = guess();
    for (const body of [{ email: victim.email, password }, { currentPassword: password, newPassword: password, password, email: victim.email, token: 'x' }]) {
      const { status } = await ask(origin, { path, body, from: freshAddress(), headers: { Cookie: victim.cookie.split('; ').filter((pair) => pair !== victim.browser).join('; ') } });
      if (status < 400) opened += 1;
    }
  }
  const reached = (await hashedBy(guessing.processes)) - before;
  const tries = OTHER_DOORS.length * 2;
  return [
    { what: 'the slowed account, by other routes and spellings of the route', figure: `${reached} of ${tries}`, bar: '0', ok: reached === 0 && opened === 0 },
    await signUpTells(origin, guessing.tries),
  ];
}

/** Signing up with somebody's address and a guessed password must not tell a right guess from a wrong one. */
async function signUpTells(origin, tries) {
  const { email } = await signUpAs(origin);
  const answers = [];
  for (let n = 0; n < tries; n++) {
    const { status, headers, body } = await ask(origin, { path: '/api/auth/sign-up/email', body: { name: 'Eve', email, password: n % 2 === 0 ? PASSWORD : guess() }, from: freshAddress() });
    answers.push([n % 2 === 0, JSON.stringify([status, body.code, body.detail, headers['set-cookie'] !== undefined])]);
  }
  const seen = (isRight) => new Set(answers.filter(([right]) => right === isRight).map(([, answer]) => answer));
  const differ = [...seen(true)].filter((answer) => !seen(false).has(answer)).length;
  return never('answers of signing up that tell a right password', differ);
}

async function guessThroughProxy(guessing) {
  const [origin] = guessing.origins;
  const victim = await signUpAs(origin);
  return [
    await guessing.reached('behind a proxy: one address, X-Forwarded-For begun anew each time', (n) => ({ body: { email: `proxied-${n}@example.org`, password: guess() }, headers: { ...claims(n), 'X-Proof-Address': '203.0.113.7' } })),
    await guessing.reached('behind a proxy: one account, many addresses', (n) => ({ body: { email: victim.email, password: guess() }, headers: { ...claims(n), 'X-Proof-Address': `192.0.2.${1 + n}` } })),
    await guessing.reached('behind a proxy: addresses of one IPv6 network (/64)', (n) => ({ body: { email: `six-${n}@example.org`, password: guess() }, headers: { 'X-Proof-Address': `2001:db8:7:7:${((n * 7919) & 0xffff).toString(16)}::${(n * 31 + 1).toString(16)}` } })),
  ];
}
