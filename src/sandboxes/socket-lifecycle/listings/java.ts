import type { Step } from '#engine/sockets/program.ts';
import { bytesOf, gathered, line, loops, type Line, type Target, type ToCode } from './listing.ts';

/** One constructor makes a socket, gives it its address, and listens or connects. */
export const toJava: ToCode = (steps, role, to) => {
  const name = role === 'server' ? 'Server' : 'Client';
  return [
    line('import java.net.*;'),
    line('import java.util.*;'),
    line('import jdk.net.ExtendedSocketOptions;'),
    line(''),
    line(`public class ${name} {`),
    line('  public static void main(String[] args) throws Exception {'),
    ...(steps.some(({ call }) => call.do === 'recv')
      ? [line('    byte[] buf = new byte[4096];'), line('    int n;')]
      : []),
    ...gathered(steps, ['socket', 'bind']).flatMap(({ step, with: ids }) =>
      code(step, ids, to, steps).map(({ text, steps }) => ({ text: `    ${text}`, steps })),
    ),
    line('  }'),
    line('}'),
  ];
};

function code(step: Step, ids: readonly string[], { host, port }: Target, steps: readonly Step[]): Line[] {
  const { call } = step;
  switch (call.do) {
    case 'listen':
      return [line(`ServerSocket ${call.fd} = new ServerSocket(${port}, ${call.backlog});`, ...ids)];
    case 'connect':
      return [line(`Socket ${call.fd} = new Socket("${host}", ${port});`, ...ids)];
    case 'accept':
      return loops(step)
        ? [
            line('List<Socket> accepted = new ArrayList<>();'),
            line(`while (true) accepted.add(${call.fd}.accept());`, ...ids),
          ]
        : [line(`Socket ${call.as} = ${call.fd}.accept();`, ...ids)];
    case 'send': {
      const count = bytesOf(call.bytes);
      const what = count === undefined ? 'buf, 0, n' : `new byte[${count}]`;
      return [line(`${call.fd}.getOutputStream().write(${what});`, ...ids)];
    }
    case 'recv':
      return [line(`n = ${call.fd}.getInputStream().read(buf);`, ...ids)];
    case 'setsockopt':
      return call.name === 'SO_KEEPALIVE'
        ? [line(`${call.fd}.setKeepAlive(true);`, ...ids)]
        : [
            line(
              `${call.fd}.setOption(ExtendedSocketOptions.${JAVA[call.name] ?? call.name}, ${call.value});`,
              ...ids,
            ),
          ];
    case 'sleep':
      return [line(`Thread.sleep(${call.ns / 1e6});`, ...ids)];
    case 'close':
      return [
        // close() of Java says FIN before it lets the kernel find what was not read
        ...(steps.some((one) => one.call.do === 'recv') ? [] : [line(`${call.fd}.setSoLinger(true, 0);`)]),
        line(`${call.fd}.close();`, ...ids),
      ];
    default:
      return [];
  }
}
/** Names that differ from those of POSIX. */
const JAVA: Readonly<Record<string, string | undefined>> = {
  TCP_KEEPINTVL: 'TCP_KEEPINTERVAL',
  TCP_KEEPCNT: 'TCP_KEEPCOUNT',
  TCP_KEEPIDLE: 'TCP_KEEPIDLE',
};
