/**
 * Where a web hook may go. Its address is drawn by a person and may be filled in from an event, so it could point at
 * what only this machine can reach. Decided on the very address that is then connected to, not on the name.
 *
 * - Never: link-local addresses (there the clouds keep their metadata and keys), unspecified, multicast, reserved.
 * - Only hosts that the operator lists (`NARU_WEBHOOK_ALLOW`): loopback and private networks.
 */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const never = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  never.addSubnet(network, bits, 'ipv4');
// Metadata services that do not live on a link-local address: Alibaba, Azure, Oracle.
for (const address of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) never.addAddress(address, 'ipv4');
for (const [network, bits] of [
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32],
] as const)
  never.addSubnet(network, bits, 'ipv6');
never.addAddress('::', 'ipv6');

const inside = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const)
  inside.addSubnet(network, bits, 'ipv4');
// fec0 was for sites; 2002 and 64:ff9b carry IPv4 addresses, which may be any.
for (const [network, bits] of [
  ['fc00::', 7],
  ['fec0::', 10],
  ['2002::', 16],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
] as const)
  inside.addSubnet(network, bits, 'ipv6');
inside.addAddress('::1', 'ipv6');

export type Reach = 'outside' | 'inside' | 'never';

/** What an IP address is. IPv4 inside IPv6 (`::ffff:10.0.0.1`) is looked at as IPv4. */
export function reachOf(address: string): Reach {
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? mappedHex(address);
  const plain = mapped ?? address;
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(plain) === 0 || never.check(plain, family)) return 'never';
  return inside.check(plain, family) ? 'inside' : 'outside';
}

/** `::ffff:7f00:1` as `127.0.0.1`: so Node writes an IPv4 address inside a URL's brackets. */
function mappedHex(address: string): string | undefined {
  const parts = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!parts) return undefined;
  const [high, low] = [Number.parseInt(parts[1], 16), Number.parseInt(parts[2], 16)];
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

export interface Pinned {
  readonly address: string;
  readonly family: 4 | 6;
}

export type Resolve = (host: string) => Promise<readonly Pinned[]>;

export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/**
 * Resolves a host once and gives the address to connect to, or undefined where it may not be reached. A name that
 * has one address inside and one outside is judged by each address for itself.
 *
 * @param host of a URL, without brackets
 * @throws what the resolver throws (unknown host)
 */
export async function pin(host: string, allowInside: boolean, resolve: Resolve): Promise<Pinned | undefined> {
  const family = isIP(host);
  const found: readonly Pinned[] =
    family === 0 ? await resolve(host) : [{ address: host, family: family === 6 ? 6 : 4 }];
  return found.find(({ address }) => {
    const reach = reachOf(address);
    return reach === 'outside' || (reach === 'inside' && allowInside);
  });
}

/** `NARU_WEBHOOK_ALLOW`: host names or addresses, each with a port or without, separated by commas. */
export function allowList(text: string | undefined): (url: URL) => boolean {
  const listed = new Set(
    (text ?? '')
      .split(',')
      .map((each) => each.trim().toLowerCase())
      .filter((each) => each !== ''),
  );
  return (url) => {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return listed.has(url.hostname) || listed.has(`${url.hostname}:${port}`);
  };
}
