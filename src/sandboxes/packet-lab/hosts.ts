import { stream } from '#engine/kernel/random.ts';
import type { Interface, Observe } from '#engine/net/host.ts';
import { Machine } from '#engine/sockets/machine.ts';
import type { Program, Step } from '#engine/sockets/program.ts';
import { encodeUtf8 } from '#engine/wire/utf8.ts';
import { OPEN } from './network.ts';

export interface LabHostSetup {
  readonly name: string;
  readonly interfaces: readonly (Interface & { readonly mtu?: number })[];
  readonly seed: number;
  /** Whether programs listen on the ports of `OPEN`. */
  readonly serves: boolean;
  readonly observe: Observe;
}

/** A computer with a whole network stack, and programs on it where it is the server. */
export function labHost({ name, interfaces, seed, serves, observe }: LabHostSetup): Machine {
  const random = stream(seed, `${name}/secret`);
  const secret = [random.below(0x1_0000_0000), random.below(0x1_0000_0000)] as const;
  const programs = serves ? [program('web', WEB), program('echo', ECHO)] : [];
  return new Machine({ name, interfaces, secret, observe, privileged: true }, programs);
}

/** Programs take no time here: it is the stack that is looked at. */
const program = (name: string, steps: readonly Step[]): Program => ({ name, startNs: 0, thinkNs: 0, steps });

const ANY = 0;
const BACKLOG = 128;
const MOST = 65_535;

/** Takes a connection, answers the first thing that comes, and closes. */
const WEB: readonly Step[] = [
  { id: 'socket', call: { do: 'socket', type: 'SOCK_STREAM', as: 'listener' } },
  { id: 'bind', call: { do: 'bind', fd: 'listener', to: { address: ANY, port: OPEN.tcp } } },
  { id: 'listen', call: { do: 'listen', fd: 'listener', backlog: BACKLOG } },
  { id: 'accept', call: { do: 'accept', fd: 'listener', as: 'client' }, error: 'accept' },
  { id: 'recv', call: { do: 'recv', fd: 'client', most: MOST }, end: 'close', error: 'close' },
  {
    id: 'send',
    call: { do: 'send', fd: 'client', bytes: encodeUtf8('HTTP/1.0 204 No Content\r\n\r\n') },
    error: 'close',
  },
  { id: 'close', call: { do: 'close', fd: 'client' }, next: 'accept', error: 'accept' },
];

/** The echo service (RFC 862): every datagram goes back to where it came from. */
const ECHO: readonly Step[] = [
  { id: 'socket', call: { do: 'socket', type: 'SOCK_DGRAM', as: 'socket' } },
  { id: 'bind', call: { do: 'bind', fd: 'socket', to: { address: ANY, port: OPEN.udp } } },
  { id: 'recvfrom', call: { do: 'recvfrom', fd: 'socket', most: MOST }, error: 'recvfrom' },
  {
    id: 'sendto',
    call: { do: 'sendto', fd: 'socket', bytes: 'received', to: 'sender' },
    next: 'recvfrom',
    error: 'recvfrom',
  },
];
