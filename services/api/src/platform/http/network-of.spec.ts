import { describe, expect, it } from '@jest/globals';
import { networkBehind, networkOf } from './network-of.js';

describe('networkOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['192.0.2.7:50123', '192.0.2.7'],
    ['[2001:db8:1:2::6]:50123', '2001:db8:1:2::/64'],
    ['::ffff:192.0.2.7:50123', 'unknown'],
    ['192.0.2.777', 'unknown'],
    ['x'.repeat(500), 'unknown'],
    ['', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('networkBehind', () => {
  it.each([
    [0, '192.0.2.1', '198.51.100.7', '192.0.2.1'],
    [1, '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    [1, '10.0.0.1', 'forged, 198.51.100.7', '198.51.100.7'],
    [2, '10.0.0.1', '198.51.100.7, 10.0.0.2', '198.51.100.7'],
    [3, '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    [1, '10.0.0.1', undefined, '10.0.0.1'],
    [0, undefined, undefined, 'unknown'],
  ])('believes %s proxies: asked by %s for %s it is %s', (proxies, remote, forwarded, network) => {
    expect(networkBehind(proxies, remote, forwarded)).toBe(network);
  });
});
