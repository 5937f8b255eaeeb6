import type { Step } from '#engine/sockets/program.ts';
import { bytesOf, line, loops, type Line, type ToCode } from './listing.ts';

export const toPython: ToCode = (steps, role, { host, port }) => [
  line('import socket'),
  ...(steps.some(({ call }) => call.do === 'sleep') ? [line('import time')] : []),
  line(''),
  ...steps.flatMap((step) => code(step, role === 'server' ? '0.0.0.0' : host, port)),
];

function code(step: Step, host: string, port: number): Line[] {
  const { call, id } = step;
  switch (call.do) {
    case 'socket':
      return [line(`${call.as} = socket.socket()`, id)];
    case 'bind':
    case 'connect':
      return [line(`${call.fd}.${call.do}(("${host}", ${port}))`, id)];
    case 'listen':
      return [line(`${call.fd}.listen(${call.backlog})`, id)];
    case 'accept':
      return loops(step)
        ? [line('accepted = []'), line('while True:'), line(`    accepted.append(${call.fd}.accept())`, id)]
        : [line(`${call.as}, peer = ${call.fd}.accept()`, id)];
    case 'send': {
      const count = bytesOf(call.bytes);
      return [line(`${call.fd}.sendall(${count === undefined ? 'data' : `b"a" * ${count}`})`, id)];
    }
    case 'recv':
      return [line(`data = ${call.fd}.recv(${call.most})`, id)];
    case 'setsockopt': {
      const level = call.name.startsWith('TCP_') ? 'IPPROTO_TCP' : 'SOL_SOCKET';
      return [line(`${call.fd}.setsockopt(socket.${level}, socket.${call.name}, ${call.value})`, id)];
    }
    case 'sleep':
      return [line(`time.sleep(${call.ns / 1e9})`, id)];
    case 'close':
      return [line(`${call.fd}.close()`, id)];
    default:
      return [];
  }
}
