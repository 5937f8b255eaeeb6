import { SECOND, type Ns } from '../kernel/time.ts';
import type { TcpConfig } from '../tcp/config.ts';
import type { Errno } from './errno.ts';

/** What setsockopt can set. Buffers are as getsockopt tells them: twice what was asked for, half being kept for bookkeeping (socket(7)). */
export interface Options {
  readonly reuseAddress: boolean;
  readonly reusePort: boolean;
  readonly broadcast: boolean;
  readonly keepalive: boolean;
  /** SO_LINGER: how long close() waits, in seconds; null: not at all. */
  readonly linger: number | null;
  readonly receiveBuffer: number;
  readonly sendBuffer: number;
  /** SO_RCVTIMEO; 0: for ever. */
  readonly receiveTimeoutNs: Ns;
  readonly noDelay: boolean;
  /** TCP_KEEPIDLE, TCP_KEEPINTVL (seconds), TCP_KEEPCNT. */
  readonly keepIdle: number;
  readonly keepInterval: number;
  readonly keepCount: number;
  /** TCP_USER_TIMEOUT in ms; 0: as the retries say. */
  readonly userTimeout: number;
  readonly ttl: number;
  readonly multicastTtl: number;
  /** IP_HDRINCL: the program writes the IP header itself. */
  readonly headerIncluded: boolean;
  /** O_NONBLOCK, of the open file and set by fcntl. */
  readonly nonblocking: boolean;
}

/** As a new TCP socket of Linux has them: tcp_rmem and tcp_wmem in the middle, keepalive of tcp(7), ip_default_ttl. */
export const OPTION_DEFAULTS: Options = {
  reuseAddress: false,
  reusePort: false,
  broadcast: false,
  keepalive: false,
  linger: null,
  receiveBuffer: 131_072,
  sendBuffer: 16_384,
  receiveTimeoutNs: 0,
  noDelay: false,
  keepIdle: 7200,
  keepInterval: 75,
  keepCount: 9,
  userTimeout: 0,
  ttl: 64,
  multicastTtl: 1,
  headerIncluded: false,
  nonblocking: false,
};

/** The names that programs use. */
export const OPTION_NAMES = {
  SO_REUSEADDR: 'reuseAddress',
  SO_REUSEPORT: 'reusePort',
  SO_BROADCAST: 'broadcast',
  SO_KEEPALIVE: 'keepalive',
  SO_LINGER: 'linger',
  SO_RCVBUF: 'receiveBuffer',
  SO_SNDBUF: 'sendBuffer',
  SO_RCVTIMEO: 'receiveTimeoutNs',
  TCP_NODELAY: 'noDelay',
  TCP_KEEPIDLE: 'keepIdle',
  TCP_KEEPINTVL: 'keepInterval',
  TCP_KEEPCNT: 'keepCount',
  TCP_USER_TIMEOUT: 'userTimeout',
  IP_TTL: 'ttl',
  IP_MULTICAST_TTL: 'multicastTtl',
  IP_HDRINCL: 'headerIncluded',
} as const satisfies Record<string, keyof Options>;
export type OptionName = keyof typeof OPTION_NAMES;
export const isOption = (name: string): name is OptionName => name in OPTION_NAMES;

/** net.core.rmem_max and wmem_max; SOCK_MIN_RCVBUF and SOCK_MIN_SNDBUF of Linux on 64 bits. */
const MOST = 212_992;
const LEAST = { receiveBuffer: 2304, sendBuffer: 4608 } as const;

/** The options after setsockopt, or why not. A switch takes 0 or 1, SO_LINGER seconds or null, SO_RCVTIMEO nanoseconds. */
export function withOption(
  options: Options,
  kind: 'tcp' | 'udp' | 'raw',
  name: OptionName,
  value: number | null,
): Options | Errno {
  const field = OPTION_NAMES[name];
  if (name.startsWith('TCP_') && kind !== 'tcp') return 'ENOPROTOOPT';
  if (name === 'IP_HDRINCL' && kind !== 'raw') return 'ENOPROTOOPT';
  if (field === 'linger') return { ...options, linger: value };
  if (value === null) return 'EINVAL';
  if (field === 'receiveBuffer' || field === 'sendBuffer') {
    const doubled = 2 * Math.min(Math.max(0, value), MOST);
    return { ...options, [field]: Math.max(doubled, LEAST[field]) };
  }
  if (typeof OPTION_DEFAULTS[field] === 'boolean') return { ...options, [field]: value !== 0 };
  const [least, most] = BOUNDS[field] ?? [0, 0x7fffffff];
  return value < least || value > most ? 'EINVAL' : { ...options, [field]: value };
}
/** tcp(7) and ip(7): what lies outside is refused. */
const BOUNDS: Partial<Record<keyof Options, readonly [number, number]>> = {
  keepIdle: [1, 32_767],
  keepInterval: [1, 32_767],
  keepCount: [1, 127],
  ttl: [1, 255],
  multicastTtl: [0, 255],
  receiveTimeoutNs: [0, Number.MAX_SAFE_INTEGER],
};

export function optionValue(options: Options, name: OptionName): number | null {
  const value = options[OPTION_NAMES[name]];
  return typeof value === 'boolean' ? Number(value) : value;
}

/** How much of a buffer is for data: the other half of what getsockopt tells is for bookkeeping (tcp_adv_win_scale 1). */
export const dataRoom = (buffer: number): number => buffer >> 1;

/** What the options ask of a connection. The receive buffer is the host's own unless it was set. */
export function tcpChoices(options: Options): Partial<TcpConfig> {
  const { keepalive, keepIdle, keepInterval, keepCount, userTimeout, noDelay, receiveBuffer } = options;
  return {
    nagle: !noDelay,
    keepalive: keepalive
      ? { idleNs: keepIdle * SECOND, intervalNs: keepInterval * SECOND, probes: keepCount }
      : null,
    userTimeoutNs: userTimeout > 0 ? userTimeout * 1_000_000 : null,
    ...(receiveBuffer !== OPTION_DEFAULTS.receiveBuffer && { receiveBufferBytes: dataRoom(receiveBuffer) }),
  };
}
