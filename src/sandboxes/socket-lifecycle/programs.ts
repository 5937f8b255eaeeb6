import { MILLISECOND, SECOND, type Ns } from '#engine/kernel/time.ts';
import type { Call, Program, Step } from '#engine/sockets/program.ts';
import { parseIpv4 } from '#engine/wire/address.ts';
import type { Chosen } from './parameters.ts';

/** Addresses of RFC 5737, and a port that analysers take for no protocol that they know. */
export const ADDRESSES = { client: parseIpv4('192.0.2.10')!, server: parseIpv4('192.0.2.80')! };
export const PORT = 9000;
const ANY = { address: 0, port: PORT };
const SERVER = { address: ADDRESSES.server, port: PORT };
const BUFFER = 4096;
/** What a program takes between two calls. */
const THINK = 2 * MILLISECOND;
/** The client begins when the server is surely there. */
const LATER = 20 * MILLISECOND;

export interface Cast {
  readonly client: readonly Program[];
  readonly server: readonly Program[];
}

const letters = (count: number): Uint8Array => new Uint8Array(count).map((_, at) => 97 + (at % 26));
const program = (name: string, startNs: Ns, steps: readonly Step[]): Program => ({
  name,
  startNs,
  thinkNs: THINK,
  steps,
});
const step = (id: string, call: Call): Step => ({ id, call });

const opening = (backlog: number): Step[] => [
  step('socket', { do: 'socket', type: 'SOCK_STREAM', as: 's' }),
  step('bind', { do: 'bind', fd: 's', to: ANY }),
  step('listen', { do: 'listen', fd: 's', backlog }),
];
const accepting = step('accept', { do: 'accept', fd: 's', as: 'c' });
const receiving = (id: string, fd: string): Step => step(id, { do: 'recv', fd, most: BUFFER });
const sleeping = (id: string, ns: Ns): Step => step(id, { do: 'sleep', ns });
const closing = (id: string, fd: string): Step => step(id, { do: 'close', fd });

const calling: Step[] = [
  step('socket', { do: 'socket', type: 'SOCK_STREAM', as: 's' }),
  step('connect', { do: 'connect', fd: 's', to: SERVER }),
];
const sending = (id: string, { bytes }: Chosen): Step =>
  step(id, { do: 'send', fd: 's', bytes: letters(bytes) });

const echoing: Step[] = [receiving('recv', 'c'), step('send', { do: 'send', fd: 'c', bytes: 'received' })];
const asking = (given: Chosen): Step[] => [...calling, sending('send', given), receiving('recv', 's')];

/** One request, one answer, both close. */
const echo = (given: Chosen): Cast => ({
  server: [
    program('server', 0, [
      ...opening(given.backlog),
      accepting,
      ...echoing,
      receiving('recv-end', 'c'),
      closing('close', 'c'),
      closing('close-listener', 's'),
    ]),
  ],
  client: [program('client', LATER, [...asking(given), closing('close', 's')])],
});

/** The client is there before the server. */
const refused = (given: Chosen): Cast => ({
  server: [program('server', SECOND / 2, [...opening(given.backlog), accepting, ...echoing])],
  client: [program('client', 0, [...asking(given), closing('close', 's')])],
});

/** The server listens, and does something else for a minute. */
const noAccept = (given: Chosen): Cast => ({
  server: [program('server', 0, [...opening(given.backlog), sleeping('sleep', 60 * SECOND)])],
  client: [program('client', LATER, asking(given))],
});

/** More clients than the queue holds, and a server that comes back from something else after ten seconds. */
const backlog = (given: Chosen): Cast => ({
  server: [
    program('server', 0, [
      ...opening(given.backlog),
      sleeping('sleep', 10 * SECOND),
      { ...accepting, next: 'accept' },
    ]),
  ],
  client: Array.from({ length: given.clients }, (_, nth) =>
    program(`client-${nth + 1}`, LATER + nth * 3 * given.delayMs * MILLISECOND, asking(given)),
  ),
});

/** The same server, started twice. */
const portTaken = (given: Chosen): Cast => ({
  server: [
    program('server', 0, [...opening(given.backlog), accepting, ...echoing]),
    program('server-2', SECOND / 2, [...opening(given.backlog), accepting, ...echoing]),
  ],
  client: [],
});

const KEEPALIVE = [
  ['SO_KEEPALIVE', 1],
  ['TCP_KEEPIDLE', 10],
  ['TCP_KEEPINTVL', 5],
  ['TCP_KEEPCNT', 3],
] as const;

/** The cable is cut while the server waits for the next request; nobody says so to either. */
const vanished = (given: Chosen): Cast => ({
  server: [
    program('server', 0, [
      ...opening(given.backlog),
      accepting,
      ...(given.keepalive ? KEEPALIVE : []).map(([name, value]) =>
        step(name.toLowerCase(), { do: 'setsockopt', fd: 'c', name, value }),
      ),
      ...echoing,
      receiving('recv-next', 'c'),
    ]),
  ],
  client: [program('client', LATER, [...asking(given), receiving('recv-next', 's')])],
});

/** The server closes without having read what has come. */
const unread = (given: Chosen): Cast => ({
  server: [
    program('server', 0, [
      ...opening(given.backlog),
      accepting,
      sleeping('sleep', SECOND / 2),
      closing('close', 'c'),
    ]),
  ],
  client: [program('client', LATER, asking(given))],
});

/** The server has closed; the client writes all the same, twice. */
const brokenPipe = (given: Chosen): Cast => ({
  server: [
    program('server', 0, [
      ...opening(given.backlog),
      accepting,
      receiving('recv', 'c'),
      closing('close', 'c'),
    ]),
  ],
  client: [
    program('client', LATER, [
      ...calling,
      sending('send', given),
      sleeping('sleep', SECOND / 2),
      sending('send-again', given),
      sleeping('sleep-again', SECOND / 2),
      sending('send-last', given),
    ]),
  ],
});

/** Who plays in which scenario. */
export const CASTS: Readonly<Record<string, (given: Chosen) => Cast>> = {
  echo,
  refused,
  'no-accept': noAccept,
  backlog,
  'port-taken': portTaken,
  vanished,
  unread,
  'broken-pipe': brokenPipe,
};
