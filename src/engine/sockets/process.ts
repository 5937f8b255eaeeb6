import type { Ns } from '../kernel/time.ts';
import { formatIpv4 } from '../wire/address.ts';
import { fails, ok, WAITS, type Errno, type Result } from './errno.ts';
import type { Kernel } from './kernel.ts';
import type { OptionName } from './options.ts';
import { pollEvents, type PollEvent } from './poll.ts';
import * as queues from './queue-calls.ts';
import { PROTOCOL_RAW } from './raw.ts';
import * as settings from './settings.ts';
import { endText, NOWHERE, type End, type Socket, type TcpSocket } from './socket.ts';
import * as streams from './tcp-calls.ts';

export type SocketType = 'SOCK_STREAM' | 'SOCK_DGRAM' | 'SOCK_RAW';
export interface Polled {
  readonly fd: number;
  readonly events: readonly PollEvent[];
}

/** As most systems start a program: `ulimit -n`. */
const NOFILE = 1024;
/** tcp_wmem and the like: what a lingering close looks for. */
const SENT = new Set<string>(['FIN-WAIT-2', 'TIME-WAIT', 'CLOSED']);

/**
 * A program's side of the kernel: its table of descriptors, and the calls of POSIX.1-2024 <sys/socket.h> as Linux answers
 * them (socket(7), ip(7), tcp(7), udp(7)). Sans-IO: a call is given the time and its arguments, and comes back at once, with a
 * value, an errno, or `waits`. Whoever drives the program makes a waiting call again, unchanged but for `done` bytes that
 * were taken, when `stamp` of its descriptor has grown, or the time `untilNs` has come; no other call may come between.
 * A blocking connect() is waited for like this as well: made again, it tells how far it is.
 */
export class Process {
  readonly name: string;
  readonly kernel: Kernel;
  /** RLIMIT_NOFILE: one more than the highest descriptor. */
  readonly limit: number;
  /** Which step of the program is at work, for the trace. */
  step = '';
  /** 0, 1 and 2 are the terminal: no sockets. */
  readonly #files = new Map<number, Socket | null>([
    [0, null],
    [1, null],
    [2, null],
  ]);
  /** The call that waits, and until when at most. */
  #waiting: string | undefined;
  #untilNs: Ns | undefined;
  /** Closed, but told to linger until all is sent. */
  #lingering: TcpSocket | undefined;

  constructor(name: string, kernel: Kernel, limit = NOFILE) {
    this.name = name;
    this.kernel = kernel;
    this.limit = limit;
  }

  /** Descriptors in use, the terminal's among them, in order. */
  get descriptors(): readonly number[] {
    return [...this.#files.keys()].sort((a, b) => a - b);
  }
  /** Grows when a call that waits on the descriptor may go on. */
  stamp(fd: number): number {
    return this.#files.get(fd)?.stamp ?? this.#lingering?.stamp ?? 0;
  }
  socketOf(fd: number): Readonly<Socket> | undefined {
    return this.#files.get(fd) ?? undefined;
  }

  socket(type: SocketType, protocol: number, now: Ns): Result<number> {
    return this.#call('socket', `socket(AF_INET, ${type}${protocol ? `, ${protocol}` : ''})`, now, () => {
      if (type === 'SOCK_STREAM' && protocol !== 0 && protocol !== 6) return fails('EPROTONOSUPPORT');
      if (type === 'SOCK_DGRAM' && protocol !== 0 && protocol !== 17) return fails('EPROTONOSUPPORT');
      if (type === 'SOCK_RAW' && protocol === 0) return fails('EPROTONOSUPPORT');
      if (type === 'SOCK_RAW' && !this.kernel.privileged) return fails('EPERM');
      const fd = this.#free();
      if (fd === undefined) return fails('EMFILE');
      if (type === 'SOCK_STREAM') return ok(this.#give(fd, this.kernel.newTcp(this.name)));
      const kind = type === 'SOCK_RAW' ? 'raw' : 'udp';
      const socket = this.kernel.newQueue(this.name, kind, protocol);
      if (kind === 'raw') this.kernel.raw.add(socket);
      if (protocol === PROTOCOL_RAW) socket.options = { ...socket.options, headerIncluded: true };
      return ok(this.#give(fd, socket));
    });
  }

  bind(fd: number, to: End, now: Ns): Result<number> {
    return this.#on(fd, 'bind', `${fd}, ${endText(to)}`, now, (s) => settings.bind(this.kernel, s, to));
  }

  listen(fd: number, backlog: number, now: Ns): Result<number> {
    return this.#on(fd, 'listen', `${fd}, ${backlog}`, now, (s) =>
      s.kind === 'tcp' ? streams.listen(this.kernel, s, backlog, now) : fails('EOPNOTSUPP'),
    );
  }

  accept(fd: number, now: Ns): Result<number> {
    return this.#on(fd, 'accept', `${fd}`, now, (s) => {
      if (s.kind !== 'tcp') return fails('EOPNOTSUPP');
      const free = this.#free();
      // Linux takes the descriptor first: without one the connection stays in the queue
      if (free === undefined) return fails('EMFILE');
      const accepted = streams.accept(this.kernel, s, this.name, now);
      return 'ok' in accepted ? ok(this.#give(free, accepted.ok)) : accepted;
    });
  }

  /** Null is AF_UNSPEC: a datagram socket lets go of its peer. */
  connect(fd: number, to: End | null, now: Ns): Result<number> {
    return this.#on(fd, 'connect', `${fd}, ${to ? endText(to) : 'AF_UNSPEC'}`, now, (s) => {
      if (s.kind !== 'tcp') return queues.connect(this.kernel, s, to, now);
      return to ? streams.connect(this.kernel, s, to, now) : fails('EINVAL');
    });
  }

  /** `from`: how many bytes an earlier turn of this call has taken. */
  send(fd: number, bytes: Uint8Array, now: Ns, from = 0, dontWait = false): Result<number> {
    return this.#on(fd, 'send', `${fd}, ${bytes.length} bytes`, now, (s) =>
      s.kind === 'tcp'
        ? streams.send(this.kernel, s, bytes, from, dontWait, now)
        : queues.sendto(this.kernel, s, bytes, null, now),
    );
  }

  sendto(fd: number, bytes: Uint8Array, to: End, now: Ns): Result<number> {
    return this.#on(fd, 'sendto', `${fd}, ${bytes.length} bytes, ${endText(to)}`, now, (s) => {
      if (s.kind !== 'tcp') return queues.sendto(this.kernel, s, bytes, to, now);
      // Linux: a stream's destination is ignored
      return streams.send(this.kernel, s, bytes, 0, false, now);
    });
  }

  recv(fd: number, most: number, now: Ns, flags: streams.RecvFlags = {}): Result<Uint8Array> {
    return this.#on(fd, 'recv', `${fd}, ${most}`, now, (s) => {
      const got = this.#recvfrom(s, most, flags, now);
      return 'ok' in got ? ok(got.ok.bytes) : got;
    });
  }

  recvfrom(fd: number, most: number, now: Ns, flags: streams.RecvFlags = {}): Result<queues.Received> {
    return this.#on(fd, 'recvfrom', `${fd}, ${most}`, now, (s) => this.#recvfrom(s, most, flags, now));
  }

  #recvfrom(s: Socket, most: number, flags: streams.RecvFlags, now: Ns): Result<queues.Received> {
    const got: Result<queues.Received> | Result<Uint8Array> =
      s.kind === 'tcp' ? streams.recv(this.kernel, s, most, flags, now) : queues.recvfrom(s, most, flags);
    if ('waits' in got) return this.#atMost(s.options.receiveTimeoutNs, now, 'EAGAIN');
    if ('errno' in got) return got;
    return ok(
      got.ok instanceof Uint8Array ? { bytes: got.ok, from: s.remote ?? NOWHERE, truncated: false } : got.ok,
    );
  }

  shutdown(fd: number, how: streams.How, now: Ns): Result<number> {
    const name = { read: 'SHUT_RD', write: 'SHUT_WR', both: 'SHUT_RDWR' }[how];
    return this.#on(fd, 'shutdown', `${fd}, ${name}`, now, (s) =>
      s.kind === 'tcp' ? streams.shutdown(this.kernel, s, how, now) : queues.shutdown(s, how),
    );
  }

  /** The descriptor is free at once, whatever becomes of the connection; only SO_LINGER makes the program wait for that. */
  close(fd: number, now: Ns): Result<number> {
    return this.#call('close', `close(${fd})`, now, () => {
      if (this.#lingering) return this.#linger(this.#lingering, now);
      const socket = this.#files.get(fd);
      if (socket === undefined) return fails('EBADF');
      this.#files.delete(fd);
      if (!socket) return ok(0);
      this.#shut(socket, now);
      const lingers = socket.kind === 'tcp' && socket.connection !== null && (socket.options.linger ?? 0) > 0;
      return lingers ? this.#linger(socket, now) : ok(0);
    });
  }

  setsockopt(fd: number, name: settings.Settable, value: number | null, now: Ns): Result<number> {
    const shown = name.endsWith('_MEMBERSHIP') ? formatIpv4(value ?? 0) : value;
    return this.#on(fd, 'setsockopt', `${fd}, ${name}, ${shown}`, now, (s) =>
      settings.setsockopt(this.kernel, s, name, value, now),
    );
  }
  getsockopt(fd: number, name: OptionName | 'SO_ERROR', now: Ns): Result<number | Errno | null> {
    return this.#on(fd, 'getsockopt', `${fd}, ${name}`, now, (s) => settings.getsockopt(s, name));
  }

  getsockname(fd: number, now: Ns): Result<End> {
    return this.#on(fd, 'getsockname', `${fd}`, now, (s) => ok(s.local));
  }
  getpeername(fd: number, now: Ns): Result<End> {
    return this.#on(fd, 'getpeername', `${fd}`, now, (s) => {
      if (s.kind === 'tcp' && !streams.isOpen(this.kernel, s)) return fails('ENOTCONN');
      return s.remote ? ok(s.remote) : fails('ENOTCONN');
    });
  }

  /** fcntl(fd, F_SETFL, O_NONBLOCK). */
  setNonblocking(fd: number, on: boolean, now: Ns): Result<number> {
    return this.#on(fd, 'fcntl', `${fd}, F_SETFL, ${on ? 'O_NONBLOCK' : '0'}`, now, (s) => {
      s.options = { ...s.options, nonblocking: on };
      return ok(0);
    });
  }

  /** What has happened at the descriptors, of what was asked for and of POLLERR, POLLHUP, POLLNVAL; `timeoutNs` null waits for ever. */
  poll(asked: readonly Polled[], timeoutNs: Ns | null, now: Ns): Result<readonly Polled[]> {
    const text = asked.map(({ fd, events }) => `{${fd}, ${events.join('|')}}`).join(', ');
    return this.#call('poll', `poll([${text}], ${timeoutNs === null ? -1 : timeoutNs / 1e6})`, now, () => {
      const found = asked.map(({ fd, events }) => {
        const socket = this.#files.get(fd);
        if (socket === undefined) return { fd, events: ['POLLNVAL' as const] };
        const there = socket ? pollEvents(this.kernel, socket) : new Set<PollEvent>(['POLLOUT']);
        const wanted = [...there].filter(
          (one) => one === 'POLLERR' || one === 'POLLHUP' || events.includes(one),
        );
        return { fd, events: wanted.sort() };
      });
      const ready = found.filter(({ events }) => events.length > 0);
      if (ready.length > 0 || timeoutNs === 0) return ok(ready);
      if (timeoutNs === null) return WAITS;
      const wait = this.#atMost(timeoutNs, now, 'EAGAIN');
      return 'waits' in wait ? wait : ok([]);
    });
  }

  sleep(ns: Ns, now: Ns): Result<number> {
    return this.#call('sleep', `sleep(${ns / 1e9})`, now, () => {
      const wait = this.#atMost(ns, now, 'EAGAIN');
      return 'waits' in wait ? wait : ok(0);
    });
  }

  /** The program ends: the kernel closes what it has left open. */
  exit(now: Ns): void {
    this.#call('exit', 'exit(0)', now, () => {
      for (const [fd, socket] of this.#files) {
        this.#files.delete(fd);
        if (socket) this.#shut(socket, now);
      }
      return ok(0);
    });
  }

  // --- inside

  #free(): number | undefined {
    for (let fd = 0; fd < this.limit; fd += 1) if (!this.#files.has(fd)) return fd;
    return undefined;
  }
  #give(fd: number, socket: Socket): number {
    this.#files.set(fd, socket);
    socket.fd = fd;
    return fd;
  }
  #shut(socket: Socket, now: Ns): void {
    if (socket.kind === 'tcp') streams.close(this.kernel, socket, now);
    else queues.close(this.kernel, socket);
  }

  #linger(socket: TcpSocket, now: Ns): Result<number> {
    const state = socket.over
      ? 'CLOSED'
      : (this.kernel.tcp.connection(socket.connection!)?.state ?? 'CLOSED');
    const wait = SENT.has(state) ? ok(0) : this.#atMost(socket.options.linger! * 1e9, now, 'EAGAIN');
    this.#lingering = 'waits' in wait ? socket : undefined;
    return 'waits' in wait ? wait : ok(0);
  }

  /** Waits, for no longer than a time from its first turn on; 0 is for ever. */
  #atMost(
    timeoutNs: Ns,
    now: Ns,
    errno: Errno,
  ): { readonly errno: Errno } | { readonly waits: true; readonly untilNs?: Ns } {
    if (timeoutNs === 0) return WAITS;
    this.#untilNs ??= now + timeoutNs;
    return now >= this.#untilNs ? fails(errno) : { waits: true, untilNs: this.#untilNs };
  }

  #on<T>(fd: number, call: string, rest: string, now: Ns, act: (socket: Socket) => Result<T>): Result<T> {
    return this.#call(call, `${call}(${rest})`, now, () => {
      const socket = this.#files.get(fd);
      if (socket === undefined) return fails('EBADF');
      return socket ? act(socket) : fails('ENOTSOCK');
    });
  }

  /** Makes the call, and says in the trace how it came back; of one that waits, once that it does. */
  #call<T>(call: string, text: string, now: Ns, act: () => Result<T>): Result<T> {
    if (this.#waiting !== text) this.#waiting = this.#untilNs = undefined;
    const result = act();
    const waited = this.#waiting === text;
    this.#waiting = 'waits' in result ? text : undefined;
    if ('waits' in result) {
      if (!waited) this.#say(call, text, 'waits', null, '', now);
    } else if ('errno' in result) this.#say(call, text, 'fails', -1, result.errno, now);
    else this.#say(call, text, 'returns', numberOf(result.ok), '', now);
    return result;
  }

  #say(
    call: string,
    text: string,
    outcome: 'returns' | 'fails' | 'waits',
    value: number | null,
    errno: string,
    now: Ns,
  ): void {
    const end = call === 'recv' && outcome === 'returns' && value === 0;
    const reason =
      outcome === 'fails'
        ? `socket.errno-${errno.toLowerCase()}`
        : outcome === 'waits'
          ? `socket.waits-${call}`
          : `socket.call-${end ? 'recv-end' : call}`;
    const set = this.kernel.changes();
    const { step } = this;
    this.kernel.observe(now, {
      kind: 'syscall',
      program: this.name,
      reason,
      call,
      text,
      outcome,
      value,
      errno,
      step,
      ...(set && { set }),
    });
  }
}

/** What a trace has of a result: a number as it is, of bytes and lists how many. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length;
  if (value !== null && typeof value === 'object' && 'bytes' in value)
    return (value.bytes as Uint8Array).length;
  return 0;
}
