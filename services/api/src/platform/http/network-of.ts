import { isIPv4, isIPv6 } from 'node:net';

const GROUPS = 8;
/** Groups of an IPv6 address that name its network: a /64, the least that anybody is given. */
const NETWORK_GROUPS = 4;

/** Some balancers write the port of the connection behind the address: 192.0.2.1:50123, [2001:db8::1]:50123. */
const WITH_PORT = /^(?:\[(.*)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/;

/**
 * What limits count callers by: an IPv4 address as it is; of an IPv6 address its network, for every caller has all of one.
 * What is no address, as a header may hold anything, is one caller: "unknown".
 */
export function networkOf(given: string): string {
  const [, bracketed, dotted] = WITH_PORT.exec(given) ?? [];
  const address = bracketed ?? dotted ?? given;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return isIPv4(address) ? address : 'unknown';
  const [head = '', tail] = address.replace(/%.*$/, '').toLowerCase().split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const groups = [...before, ...Array<string>(Math.max(0, GROUPS - before.length - after.length)).fill('0'), ...after];
  return `${groups.slice(0, NETWORK_GROUPS).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

/**
 * The network a socket comes from, past the proxies that are believed; the limits of ordinary requests go by the same.
 * @param forwarded X-Forwarded-For: each proxy has written behind it whom it was asked by
 */
export function networkBehind(proxies: number, remote: string | undefined, forwarded: string | undefined): string {
  const hops = [...(forwarded?.split(',') ?? []), remote ?? 'unknown'].map((hop) => hop.trim());
  return networkOf(hops[Math.max(0, hops.length - 1 - proxies)] ?? 'unknown');
}

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}
