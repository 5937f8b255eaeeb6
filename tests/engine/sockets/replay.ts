/** Plays a table of calls on a kernel of ours. */
import { MILLISECOND, type Ns } from '#engine/kernel/time.ts';
import type { Errno, Result } from '#engine/sockets/errno.ts';
import { Kernel } from '#engine/sockets/kernel.ts';
import type { OptionName } from '#engine/sockets/options.ts';
import { Process } from '#engine/sockets/process.ts';
import { parseIpv4 } from '#engine/wire/address.ts';
import type { Case } from './calls.ts';

const ip = (text: string): number => parseIpv4(text)!;
const LOOPBACK = ip('127.0.0.1');
const PORTS: Readonly<Record<string, number>> = {
  A: 9001,
  B: 9002,
  C: 9003,
  D: 9004,
  E: 9005,
  F: 9006,
  0: 0,
};

/** The results, in the table's words. */
export function replay({ lines }: Case): string[] {
  const kernel = new Kernel({
    name: 'host',
    interfaces: [{ address: ip('192.0.2.80'), prefixLength: 24 }],
    secret: [1, 2],
    privileged: true,
  });
  let process = new Process('p', kernel);
  const fds = new Map<string, number>();
  let now: Ns = 0;
  const settle = (): void => {
    const until = now + 50 * MILLISECOND;
    for (let wake = kernel.nextWake(); wake !== null && wake <= until; wake = kernel.nextWake()) {
      now = Math.max(now, wake);
      kernel.transmit(now);
    }
    now = until;
  };
  const told = <T>(result: Result<T>, say: (value: T) => string): string =>
    'errno' in result ? result.errno : 'waits' in result ? 'waits' : say(result.ok);
  const number = (value: unknown) => String(value);
  const portName = (port: number) =>
    Object.entries(PORTS).find(([, known]) => known === port)?.[0] ?? 'other';
  const open = (name: string, result: Result<number>): string => {
    if ('ok' in result) {
      fds.set(name, result.ok);
      process.setNonblocking(result.ok, true, now);
    }
    return told(result, () => '0');
  };

  return lines.map(([call]) => {
    const [verb, name = '', ...rest] = call.split(' ');
    const fd = fds.get(name) ?? -1;
    const [first = '', second = ''] = rest;
    const result = ((): string => {
      switch (verb) {
        case 'socket':
          return open(name, process.socket(first === 'tcp' ? 'SOCK_STREAM' : 'SOCK_DGRAM', 0, now));
        case 'bind': {
          const address = second ? ip(second) : LOOPBACK;
          return told(process.bind(fd, { address, port: PORTS[first]! }, now), number);
        }
        case 'listen':
          return told(process.listen(fd, Number(first), now), number);
        case 'accept':
          return open(first, process.accept(fd, now));
        case 'connect':
          return told(process.connect(fd, { address: LOOPBACK, port: PORTS[first]! }, now), number);
        case 'send':
          return told(process.send(fd, new Uint8Array(Number(first)), now), number);
        case 'sendto': {
          const to = { address: LOOPBACK, port: PORTS[second]! };
          return told(process.sendto(fd, new Uint8Array(Number(first)), to, now), number);
        }
        case 'recv':
          return told(process.recv(fd, Number(first), now), ({ length }) => String(length));
        case 'shutdown': {
          const how = ({ RD: 'read', WR: 'write', RDWR: 'both' } as const)[first as 'RD']!;
          return told(process.shutdown(fd, how, now), number);
        }
        case 'close':
          return told(process.close(fd, now), number);
        case 'set':
          return told(process.setsockopt(fd, first as OptionName, Number(second), now), number);
        case 'linger':
          return told(process.setsockopt(fd, 'SO_LINGER', Number(first), now), number);
        case 'get':
          return told(process.getsockopt(fd, first as OptionName, now), (value: number | Errno | null) =>
            String(value ?? 0),
          );
        case 'poll':
          return told(
            process.poll([{ fd, events: ['POLLIN', 'POLLOUT', 'POLLRDHUP'] }], 0, now),
            ([found]) =>
              found?.events
                .map((event) => event.slice(4))
                .sort()
                .join('|') ?? 'none',
          );
        case 'peer':
          return told(process.getpeername(fd, now), ({ port }) => portName(port));
        case 'port':
          return told(process.getsockname(fd, now), ({ port }) => portName(port));
        case 'limit':
          process = new Process('p', kernel, Number(name));
          return '0';
        default:
          throw new Error(`no such call: ${call}`);
      }
    })();
    settle();
    return result;
  });
}
