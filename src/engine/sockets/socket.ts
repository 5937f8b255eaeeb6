import type { Ns } from '../kernel/time.ts';
import { formatIpv4, type Ipv4 } from '../wire/address.ts';
import type { Errno } from './errno.ts';
import { OPTION_DEFAULTS, type Options } from './options.ts';

/** An address and a port; address 0 is any (0.0.0.0), port 0 none. */
export interface End {
  readonly address: Ipv4;
  readonly port: number;
}
export const NOWHERE: End = { address: 0, port: 0 };
/** '192.0.2.80:9000', '0.0.0.0:*' where there is no port. */
export const endText = ({ address, port }: End): string =>
  `${formatIpv4(address)}:${port === 0 ? '*' : port}`;

/** What every socket has. */
abstract class AnySocket {
  /** Its number in the host's table. */
  readonly id: number;
  options: Options;
  local: End = NOWHERE;
  remote: End | null = null;
  /** The program chose the port by bind(); else it came with connect() or sendto() (Linux: SOCK_BINDPORT_LOCK). */
  bound = false;
  /** To be told by the next call, once (SO_ERROR). */
  error: Errno | null = null;
  receiveShut = false;
  sendShut = false;
  /** Grows whenever a call that waits on it may go on. */
  stamp = 0;
  /** Name of the program that holds it, and the descriptor; null once it has let go. */
  owner: string | null;
  fd: number | null = null;

  constructor(id: number, owner: string, options: Partial<Options> = {}) {
    this.id = id;
    this.owner = owner;
    this.options = { ...OPTION_DEFAULTS, ...options };
  }

  /** Takes the error that waits. */
  takeError(): Errno | null {
    const { error } = this;
    this.error = null;
    return error;
  }
}

/** A stream socket (tcp(7)). What it is doing is its connection's state where it has one. */
export class TcpSocket extends AnySocket {
  readonly kind = 'tcp';
  /** As inet_stream_connect knows it: a connect() that was begun is 'connecting' until a call has heard of its end. */
  phase: 'unconnected' | 'listening' | 'connecting' | 'connected' = 'unconnected';
  listener: number | null = null;
  connection: number | null = null;
  backlog = 0;
  /** The peer's stream has ended. */
  peerEnded = false;
  /** The connection is no more. */
  over = false;
  /** What ICMP said last of packets that did not get through (Linux, sk_err_soft). */
  softError: Errno | null = null;
}

/** A datagram that waits to be read. */
export interface Waiting {
  readonly from: End;
  readonly to: Ipv4;
  readonly bytes: Uint8Array;
  readonly at: Ns;
}

/** A datagram socket (udp(7)), or a raw one (raw(7)): no connection, only a queue. */
export class QueueSocket extends AnySocket {
  readonly kind: 'udp' | 'raw';
  /** Of a raw socket. */
  readonly protocol: number;
  readonly queue: Waiting[] = [];
  /** What the queue counts for against SO_RCVBUF. */
  charged = 0;
  /** Datagrams that found the queue full. */
  drops = 0;
  readonly groups = new Set<Ipv4>();

  constructor(id: number, owner: string, kind: 'udp' | 'raw', protocol: number) {
    super(id, owner, { receiveBuffer: 212_992, sendBuffer: 212_992 });
    this.kind = kind;
    this.protocol = protocol;
  }

  /** Keeps the datagram, unless the queue would count for more than the buffer; the first one always fits (Linux 6.18, measured). */
  keep(datagram: Waiting): boolean {
    const after = this.charged + chargeFor(datagram.bytes.length);
    if (this.queue.length > 0 && after > this.options.receiveBuffer) {
      this.drops += 1;
      return false;
    }
    this.queue.push(datagram);
    this.charged = after;
    this.stamp += 1;
    return true;
  }
  shift(): Waiting | undefined {
    const datagram = this.queue.shift();
    if (datagram) this.charged -= chargeFor(datagram.bytes.length);
    return datagram;
  }
}

export type Socket = TcpSocket | QueueSocket;

/**
 * What a datagram costs of a receive buffer, its `truesize` in Linux: 256 bytes of struct sk_buff, and a block from the allocator
 * for headers, data and struct skb_shared_info, 420 bytes together beside the data: a small head of 576 bytes or a power of two, and
 * of large ones as much as they need. (Measured by SO_MEMINFO on Linux 6.18: 1 byte costs 832, 500 cost 1280, 1472 cost 2304.)
 */
export function chargeFor(bytes: number): number {
  if (bytes > 8192 - 420) return 256 + 576 + bytes;
  if (bytes <= 576 - 420) return 256 + 576;
  let block = 1024;
  while (block < bytes + 420) block *= 2;
  return 256 + block;
}
