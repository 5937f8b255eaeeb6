import type { Step } from '#engine/sockets/program.ts';
import { bytesOf, line, loops, type Line, type ToCode } from './listing.ts';

export const toC: ToCode = (steps, role, { host, port }) => {
  const server = role === 'server';
  const buffered = steps.some(({ call }) => call.do === 'recv' || call.do === 'send');
  const sends = Math.max(
    0,
    ...steps.map(({ call }) => (call.do === 'send' ? (bytesOf(call.bytes) ?? 0) : 0)),
  );
  return [
    line('#include <arpa/inet.h>'),
    line('#include <netinet/tcp.h>'),
    line('#include <stdio.h>'),
    line('#include <stdlib.h>'),
    line('#include <unistd.h>'),
    line(''),
    line('static void die(const char *what) { perror(what); exit(1); }'),
    line(''),
    line('int main(void) {'),
    ...(buffered ? [line(`  static char buf[${Math.max(4096, sends)}];`)] : []),
    line(`  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(${port})};`),
    line(`  inet_pton(AF_INET, "${server ? '0.0.0.0' : host}", &at.sin_addr);`),
    ...(steps.some(({ call }) => call.do === 'recv') ? [line('  ssize_t n;')] : []),
    ...steps.flatMap((step) => code(step).map(({ text, steps }) => ({ text: `  ${text}`, steps }))),
    line('}'),
  ];
};

const END = '(struct sockaddr *)&at, sizeof at';

function code(step: Step): Line[] {
  const { call, id } = step;
  switch (call.do) {
    case 'socket':
      return [line(`int ${call.as} = socket(AF_INET, SOCK_STREAM, 0);`, id)];
    case 'bind':
    case 'connect':
      return [line(`if (${call.do}(${call.fd}, ${END}) < 0) die("${call.do}");`, id)];
    case 'listen':
      return [line(`listen(${call.fd}, ${call.backlog});`, id)];
    case 'accept':
      return loops(step)
        ? [line(`while (accept(${call.fd}, NULL, NULL) >= 0);`, id)]
        : [line(`int ${call.as} = accept(${call.fd}, NULL, NULL);`, id)];
    case 'send': {
      const count = bytesOf(call.bytes) ?? 'n';
      return [line(`if (send(${call.fd}, buf, ${count}, MSG_NOSIGNAL) < 0) die("send");`, id)];
    }
    case 'recv':
      return [line(`if ((n = recv(${call.fd}, buf, ${call.most}, 0)) < 0) die("recv");`, id)];
    case 'setsockopt': {
      const level = call.name.startsWith('TCP_') ? 'IPPROTO_TCP' : 'SOL_SOCKET';
      return [
        line(`setsockopt(${call.fd}, ${level}, ${call.name}, &(int){${call.value}}, sizeof(int));`, id),
      ];
    }
    case 'sleep':
      return [line(call.ns % 1e9 === 0 ? `sleep(${call.ns / 1e9});` : `usleep(${call.ns / 1e3});`, id)];
    case 'close':
      return [line(`close(${call.fd});`, id)];
    default:
      return [];
  }
}
