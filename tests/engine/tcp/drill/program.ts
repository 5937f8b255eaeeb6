/** The program on our side: the calls of a script, on a kernel's sockets. */
import type { Ns } from '#engine/kernel/time.ts';
import type { Result } from '#engine/sockets/errno.ts';
import type { Kernel } from '#engine/sockets/kernel.ts';
import { isOption } from '#engine/sockets/options.ts';
import { Process } from '#engine/sockets/process.ts';
import { PORT, THEIR_PORT, THERE } from './hosts.ts';

export class Program {
  readonly #kernel: Kernel;
  readonly #process: Process;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#process = new Process('program', kernel);
  }

  /** What a call gives; an unknown one throws. Beside the sockets' own there are `cwnd`, in whole segments, and `state`. */
  call(call: string, args: readonly string[], now: Ns): Result<unknown> {
    const [p, fd] = [this.#process, Number(args[0])];
    switch (call) {
      case 'socket':
        return p.socket('SOCK_STREAM', 0, now);
      case 'bind':
        return p.bind(fd, { address: 0, port: PORT }, now);
      case 'listen':
        return p.listen(fd, Number(args[1]), now);
      case 'accept':
        return p.accept(fd, now);
      case 'connect':
        return p.connect(fd, { address: THERE, port: THEIR_PORT }, now);
      case 'write':
      case 'send':
      case 'sendto':
        return p.send(fd, new Uint8Array(Number(args[2])), now);
      case 'read':
      case 'recv':
        return p.recv(fd, Number(args[2]), now);
      case 'shutdown':
        return p.shutdown(fd, ({ SHUT_RD: 'read', SHUT_WR: 'write' } as const)[args[1]!] ?? 'both', now);
      case 'close':
        return p.close(fd, now);
      case 'fcntl':
        return p.setNonblocking(fd, args[2]?.includes('O_NONBLOCK') ?? false, now);
      case 'setsockopt':
        return this.#set(fd, args, now);
      case 'getsockopt':
        return p.getsockopt(fd, 'SO_ERROR', now);
      case 'cwnd':
        return { ok: this.#cwnd() };
      case 'state':
        return { ok: this.#connection()?.state ?? 'CLOSED' };
    }
    throw new Error(`no call: ${call}`);
  }

  #set(fd: number, args: readonly string[], now: Ns): Result<unknown> {
    const name = args[2]!;
    const value = Number(/-?\d+/.exec(args[3]!)?.[0]);
    if (!isOption(name)) throw new Error(`no option: ${name}`);
    const linger = name === 'SO_LINGER' ? (value === 0 ? null : Number(/\d+/.exec(args[4]!)?.[0])) : value;
    return this.#process.setsockopt(fd, name, linger, now);
  }

  /** The connection that there is: the latest. */
  #connection() {
    return [...this.#kernel.tcp.all()].at(-1);
  }
  #cwnd(): number {
    const { congestion, smss } = this.#connection()!;
    return Math.floor(congestion.cwndBytes / smss);
  }
}
