import type { Step } from '#engine/sockets/program.ts';
import { bytesOf, gathered, line, loops, type Line, type Role, type Target, type ToCode } from './listing.ts';

/**
 * Node.js makes the calls by itself and tells of their outcome by events; awaiting those puts them into the same order. It
 * accepts and reads as soon as its event loop is free, so a server that is to do neither holds the loop up, or says so.
 */
export const toNode: ToCode = (steps, role, to) => [
  line("import net from 'node:net';"),
  line("import { once } from 'node:events';"),
  ...(role === 'client' && steps.some(({ call }) => call.do === 'sleep')
    ? [line("import { setTimeout } from 'node:timers/promises';")]
    : []),
  line(''),
  ...gathered(steps, ['socket', 'bind']).flatMap(({ step, with: ids }) => code(step, ids, role, to, steps)),
  // Else the event loop would go on with the listener
  ...(ends(steps, role) ? [line('process.exit();')] : []),
];

/** Whether the program ends with its listener open. */
const ends = (steps: readonly Step[], role: Role): boolean =>
  role === 'server' && !steps.some((step) => loops(step) || step.id === 'close-listener');

/** A program that does not read lives on past the peer's FIN only if it says so. */
const stays = (steps: readonly Step[]): string =>
  steps.some((step) => step.call.do === 'recv') ? '' : ', allowHalfOpen: true';

function code(
  step: Step,
  ids: readonly string[],
  role: Role,
  { host, port }: Target,
  steps: readonly Step[],
): Line[] {
  const { call } = step;
  switch (call.do) {
    case 'listen': {
      const reads = steps.some((one) => one.call.do === 'recv');
      const options = reads ? '' : '{ pauseOnConnect: true }';
      return [
        line(`const ${call.fd} = net.createServer(${options});`),
        line(`${call.fd}.listen({ host: '0.0.0.0', port: ${port}, backlog: ${call.backlog} });`, ...ids),
        line(`await once(${call.fd}, 'listening');`),
      ];
    }
    case 'connect':
      return [
        line(
          `const ${call.fd} = net.connect({ host: '${host}', port: ${port}${stays(steps)} });`,
          ...ids.slice(0, -1),
        ),
        line(`await once(${call.fd}, 'connect');`, ids.at(-1)!),
      ];
    case 'accept':
      return loops(step)
        ? [line(`for (;;) await once(${call.fd}, 'connection');`, ...ids)]
        : [line(`const [${call.as}] = await once(${call.fd}, 'connection');`, ...ids)];
    case 'send': {
      const count = bytesOf(call.bytes);
      return [line(`${call.fd}.write(${count === undefined ? 'data' : `Buffer.alloc(${count})`});`, ...ids)];
    }
    case 'recv': {
      const first = steps.find((one) => one.call.do === 'recv') === step;
      return [
        first
          ? line(`const [data] = await once(${call.fd}, 'data');`, ...ids)
          : line(`await once(${call.fd}, '${step.id === 'recv-end' ? 'end' : 'data'}');`, ...ids),
      ];
    }
    case 'setsockopt':
      // The times between probes and their number are the system's: Node.js sets only the first
      return call.name === 'TCP_KEEPIDLE'
        ? [
            line(
              `${call.fd}.setKeepAlive(true, ${(call.value ?? 0) * 1000});`,
              'so_keepalive',
              'tcp_keepidle',
              'tcp_keepintvl',
              'tcp_keepcnt',
            ),
          ]
        : [];
    case 'sleep':
      return role === 'client'
        ? [line(`await setTimeout(${call.ns / 1e6});`, ...ids)]
        : [line(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${call.ns / 1e6});`, ...ids)];
    case 'close':
      return [line(`${call.fd}.${step.id === 'close-listener' ? 'close' : 'destroy'}();`, ...ids)];
    default:
      return [];
  }
}
