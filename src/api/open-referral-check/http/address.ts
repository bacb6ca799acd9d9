// Which network addresses are private: a feed must not be able to send us to them by a redirect.
import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export class AddressRefused extends Error {}

const NETS_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;
const NETS_6 = [
  ['::', 127],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const;

const privateNets = new BlockList();
for (const [net, bits] of NETS_4) privateNets.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of NETS_6) privateNets.addSubnet(net, bits, 'ipv6');

/** Private, loopback, link-local, multicast, reserved, or a form that hides an IPv4 address in IPv6. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return privateNets.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** `localhost` or an address of this machine; a name that only begins like one is not. */
export function isLoopbackHost(host: string): boolean {
  const name = bare(host).toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** @throws AddressRefused for an address written out; a name is looked at when it is looked up, so it cannot change between. */
export function refusePrivateHost(host: string): void {
  if (isIP(bare(host)) !== 0 && isPrivateAddress(bare(host))) throw new AddressRefused(host);
}

/** A look-up for sockets that hands over public addresses only. */
export const lookUpPublic: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 4);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isPrivateAddress(address)))
      return callback(new AddressRefused(host), '', 4);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};
