import { MILLISECOND, type Ns } from '#engine/kernel/time.ts';
import type { Program, Step } from '#engine/sockets/program.ts';
import type { End } from '#engine/sockets/socket.ts';
import { parseIpv4 } from '#engine/wire/address.ts';
import type { Chosen } from './parameters.ts';

/** Addresses of RFC 5737, and ports that analysers take for no protocol that they know. */
export const SERVER = parseIpv4('192.0.2.80')!;
/** The server's second address. */
export const SECOND = parseIpv4('192.0.2.81')!;
export const clientAddress = (nth: number): number => parseIpv4(`192.0.2.${11 + nth}`)!;
const ANY = 0;
const PORT = 9000;
/** Nobody is there. */
const CLOSED = 9999;
const FIRST_CLIENT_PORT = 50_000;
/** Between two calls of a program. */
const THINK = MILLISECOND;
/** The clients begin when the server is surely there. */
const START = 20 * MILLISECOND;

export interface Cast {
  readonly client: readonly Program[];
  readonly server: readonly Program[];
}

const letters = (count: number): Uint8Array => new Uint8Array(count).map((_, at) => 97 + (at % 26));
const step = (id: string, call: Step['call'], more: Partial<Step> = {}): Step => ({ id, call, ...more });
const program = (name: string, startNs: Ns, steps: readonly Step[]): Program => ({
  name,
  startNs,
  thinkNs: THINK,
  steps,
});
const option = (name: 'SO_REUSEADDR' | 'SO_REUSEPORT', on: boolean): Step[] =>
  on ? [step('setsockopt', { do: 'setsockopt', fd: 's', name, value: 1 })] : [];
const range = (count: number): number[] => Array.from({ length: count }, (_, nth) => nth);

/** Listens, and takes whatever connects. */
const listener = (name: string, at: End, options: readonly Step[] = [], startNs: Ns = 0): Program =>
  program(name, startNs, [
    step('socket', { do: 'socket', type: 'SOCK_STREAM', as: 's' }),
    ...options,
    step('bind', { do: 'bind', fd: 's', to: at }),
    step('listen', { do: 'listen', fd: 's', backlog: 16 }),
    step('accept', { do: 'accept', fd: 's', as: 'c' }, { next: 'accept', thinkNs: 0 }),
  ]);

/** Receives datagrams for ever; where it has a peer, that one's alone. */
const receiver = (
  name: string,
  at: End,
  options: readonly Step[] = [],
  peer?: End,
  startNs: Ns = 0,
): Program =>
  program(name, startNs, [
    step('socket', { do: 'socket', type: 'SOCK_DGRAM', as: 's' }),
    ...options,
    step('bind', { do: 'bind', fd: 's', to: at }),
    ...(peer ? [step('connect', { do: 'connect', fd: 's', to: peer })] : []),
    step('recvfrom', { do: 'recvfrom', fd: 's', most: 2048 }, { next: 'recvfrom' }),
  ]);

/** Connects, says a little, and stays. */
const caller = (name: string, from: number, to: End, startNs: Ns, bytes = 10): Program =>
  program(name, startNs, [
    step('socket', { do: 'socket', type: 'SOCK_STREAM', as: 's' }),
    step('bind', { do: 'bind', fd: 's', to: { address: from, port: 0 } }),
    step('connect', { do: 'connect', fd: 's', to }),
    step('send', { do: 'send', fd: 's', bytes: letters(bytes) }),
    step('recv', { do: 'recv', fd: 's', most: 100 }),
  ]);

/** Sends one datagram, and waits for an answer. */
const sender = (name: string, from: End, to: End, startNs: Ns, connected = false): Program =>
  program(name, startNs, [
    step('socket', { do: 'socket', type: 'SOCK_DGRAM', as: 's' }),
    step('bind', { do: 'bind', fd: 's', to: from }),
    ...(connected
      ? [
          step('connect', { do: 'connect', fd: 's', to }),
          step('send', { do: 'send', fd: 's', bytes: letters(8) }),
        ]
      : [step('sendto', { do: 'sendto', fd: 's', bytes: letters(8), to })]),
    step('recv', { do: 'recv', fd: 's', most: 100 }),
  ]);

/** As far apart as that the packets of one client do not mix with the next one's. */
const turn = (given: Chosen, nth: number): Ns => START + nth * (5 * given.delayMs + 10) * MILLISECOND;
const at = (address: number, port = PORT): End => ({ address, port });

/** One port, as many connections as clients; the first client has two. At last one calls where nobody is. */
export const threeClients = (given: Chosen): Cast => ({
  server: [listener('httpd', at(ANY))],
  client: [
    ...range(given.clients).map((nth) =>
      caller(`client-${nth + 1}`, clientAddress(nth), at(SERVER), turn(given, nth)),
    ),
    caller('client-1 again', clientAddress(0), at(SERVER), turn(given, given.clients)),
    caller('lost', clientAddress(0), at(SERVER, CLOSED), turn(given, given.clients + 1)),
  ],
});

/** TCP and UDP on the same number, and both where nobody is. */
export const sameNumber = (given: Chosen): Cast => ({
  server: [listener('tcp-server', at(ANY)), receiver('udp-server', at(ANY))],
  client: [
    sender('udp', at(clientAddress(0), 0), at(SERVER), turn(given, 0)),
    caller('tcp', clientAddress(0), at(SERVER), turn(given, 1)),
    sender('udp-lost', at(clientAddress(1), 0), at(SERVER, CLOSED), turn(given, 2)),
    caller('tcp-lost', clientAddress(1), at(SERVER, CLOSED), turn(given, 3)),
  ],
});

/** All addresses, and one of them, on the same UDP port; both have said SO_REUSEADDR, or the second would be refused. */
export const specific = (given: Chosen): Cast => {
  const options = option('SO_REUSEADDR', true);
  return {
    server: [
      receiver('for-all', at(ANY), options),
      receiver('for-one', at(SECOND), options, undefined, 5 * MILLISECOND),
    ],
    client: [
      sender('to-first', at(clientAddress(0), 0), at(SERVER), turn(given, 0)),
      sender('to-second', at(clientAddress(0), 0), at(SECOND), turn(given, 1)),
    ],
  };
};

/** The server closes first, so that it has TIME-WAIT; then it is started again. */
export const restart = (given: Chosen): Cast => {
  const options = option('SO_REUSEADDR', given.reuseAddress);
  const once = program('old', 0, [
    ...listener('', at(ANY), options).steps.slice(0, -1),
    step('accept', { do: 'accept', fd: 's', as: 'c' }),
    step('recv', { do: 'recv', fd: 'c', most: 100 }),
    step('close', { do: 'close', fd: 'c' }),
    step('exit', { do: 'exit' }),
  ]);
  const visitor = program('client-1', START, [
    ...caller('', clientAddress(0), at(SERVER), 0).steps,
    step('close', { do: 'close', fd: 's' }),
  ]);
  return {
    server: [once, listener('new', at(ANY), options, turn(given, 2))],
    client: [visitor, caller('client-2', clientAddress(1), at(SERVER), turn(given, 3))],
  };
};

/** Several listen on the same port by SO_REUSEPORT; each client is one connection more. */
export const reusePort = (given: Chosen): Cast => ({
  server: range(given.listeners).map((nth) =>
    listener(`worker-${nth + 1}`, at(ANY), option('SO_REUSEPORT', true), nth * MILLISECOND),
  ),
  client: range(given.clients).map((nth) =>
    caller(`client-${nth + 1}`, clientAddress(nth), at(SERVER), turn(given, nth)),
  ),
});

/** A UDP server with a second socket for one client alone; and what a client hears of a port where nobody is. */
export const connectedUdp = (given: Chosen): Cast => {
  const friend = { address: clientAddress(0), port: FIRST_CLIENT_PORT - 1 };
  const options = option('SO_REUSEADDR', true);
  return {
    server: [
      receiver('for-all', at(SERVER), options),
      receiver('for-friend', at(SERVER), options, friend, 5 * MILLISECOND),
    ],
    client: [
      sender('friend', friend, at(SERVER), turn(given, 0)),
      sender('stranger', at(clientAddress(1), 0), at(SERVER), turn(given, 1)),
      sender('connected', at(clientAddress(2), 0), at(SERVER, CLOSED), turn(given, 2), true),
      sender('unconnected', at(clientAddress(2), 0), at(SERVER, CLOSED), turn(given, 3)),
    ],
  };
};

/** Connections that nobody closes, one after the other from one address, until the ports are used up; then to another port. */
export const exhausted = (given: Chosen): Cast => {
  const steps = range(given.ports + 1).flatMap((nth) => {
    const last = nth === given.ports;
    const to = at(SERVER);
    return [
      step(`socket-${nth}`, { do: 'socket', type: 'SOCK_STREAM', as: `s${nth}` }),
      step(
        `connect-${nth}`,
        { do: 'connect', fd: `s${nth}`, to },
        last ? { error: 'elsewhere', next: 'elsewhere' } : {},
      ),
    ];
  });
  const elsewhere = step('elsewhere', { do: 'connect', fd: `s${given.ports}`, to: at(SERVER, PORT + 1) });
  const stay = step('recv', { do: 'recv', fd: `s${given.ports}`, most: 100 });
  return {
    server: [listener('httpd', at(ANY)), listener('other', at(ANY, PORT + 1))],
    client: [program('client-1', START, [...steps, elsewhere, stay])],
  };
};

/** Every client opens a connection from every port that it has, all to one port of the server. */
export const fourNumbers = (given: Chosen): Cast => ({
  server: [listener('httpd', at(ANY))],
  client: range(given.clients).map((nth) => {
    const steps = range(given.ports).flatMap((port) => [
      step(`socket-${port}`, { do: 'socket', type: 'SOCK_STREAM', as: `s${port}` }),
      step(`bind-${port}`, { do: 'bind', fd: `s${port}`, to: { address: clientAddress(nth), port: 0 } }),
      step(`connect-${port}`, { do: 'connect', fd: `s${port}`, to: at(SERVER) }),
    ]);
    const stay = step('recv', { do: 'recv', fd: 's0', most: 100 });
    return program(`client-${nth + 1}`, turn(given, 0) + nth * 3 * MILLISECOND, [...steps, stay]);
  }),
});

export const clientPorts = ({ ports }: Chosen): readonly [number, number] => [
  FIRST_CLIENT_PORT,
  FIRST_CLIENT_PORT + ports - 1,
];
