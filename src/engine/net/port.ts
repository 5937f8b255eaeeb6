import type { Ns } from '../kernel/time.ts';
import { BROADCAST_MAC, type Ipv4, type Mac } from '../wire/address.ts';
import type { Direction, Transit } from './link.ts';

/** Where a node is joined to a link. */
export class Port {
  readonly node: Node;
  /** Of the node's ports, in the order of the links. */
  readonly index: number;
  readonly mac: Mac;
  readonly out: Direction;
  /** The other end of the link; set when that is there. */
  far!: Port;

  constructor(node: Node, mac: Mac, out: Direction) {
    this.node = node;
    this.index = node.ports.push(this) - 1;
    this.mac = mac;
    this.out = out;
  }
}

/** What a link ends in: a host's network card, or a switch. */
export interface Node {
  readonly name: string;
  readonly ports: Port[];
  /** The last bit of a frame has arrived. */
  take(port: Port, transit: Transit, now: Ns): void;
}

export const BROADCAST: Ipv4 = 0xffffffff;
const MULTICAST_MAC = 0x01005e000000;

/** RFC 1112 §6.4: the low 23 bits of the group go into 01:00:5e:00:00:00, so that 32 groups share each address. */
export const macOfGroup = (group: Ipv4): Mac => MULTICAST_MAC + (group & 0x7fffff);

export const isGroup = (address: Ipv4): boolean => address >>> 28 === 14;
export const isGroupMac = (mac: Mac): boolean => Math.floor(mac / 0x1000000) === 0x01005e;
/** IEEE 802-2014 §8.2.2: the lowest bit of the first octet is set in the address of more than one station. */
export const isForMany = (mac: Mac): boolean =>
  mac === BROADCAST_MAC || Math.floor(mac / 0x10000000000) % 2 === 1;

/** Whether `address` lies in the prefix of `length` bits of `of`. */
export function inPrefix(address: Ipv4, of: Ipv4, length: number): boolean {
  return length === 0 || (address ^ of) >>> (32 - length) === 0;
}

/** RFC 919 §7: all ones in the part behind the prefix. Prefixes of 31 bits and more have none (RFC 3021 §2.2). */
export const broadcastOf = (address: Ipv4, length: number): Ipv4 =>
  length >= 31 ? BROADCAST : length === 0 ? BROADCAST : (address | (0xffffffff >>> length)) >>> 0;
