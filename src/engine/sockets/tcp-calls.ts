import type { Ns } from '../kernel/time.ts';
import { peek } from '../tcp/more-calls.ts';
import { fails, ok, WAITS, type Errno, type Result } from './errno.ts';
import { tupleOf, type Kernel } from './kernel.ts';
import { dataRoom, tcpChoices } from './options.ts';
import type { End, TcpSocket } from './socket.ts';

/** The calls of stream sockets, in the order in which Linux asks (net/ipv4/af_inet.c, tcp.c): which error wins is part of the interface. */

/** listen(2): a socket without a port gets one; a second call changes the backlog alone. */
export function listen(k: Kernel, s: TcpSocket, backlog: number, now: Ns): Result<number> {
  if (s.phase === 'listening') return ok(0);
  if (s.phase !== 'unconnected' || s.connection !== null) return fails('EINVAL');
  if (s.local.port === 0) {
    const port = k.freePort(s, 1);
    if (port === undefined) return fails('EADDRINUSE');
    k.place(s, { ...s.local, port });
  }
  // Two that share by SO_REUSEADDR may both be bound; only one of them may listen
  if (k.tcpPorts.taken(s.local.port, s)) return fails('EADDRINUSE');
  const address = s.local.address === 0 ? null : s.local.address;
  const on = {
    address,
    port: s.local.port,
    backlog,
    shared: s.options.reusePort,
    config: tcpChoices(s.options),
  };
  const id = k.tcp.listen(on, now);
  if (id === undefined) return fails('EADDRINUSE');
  s.phase = 'listening';
  s.backlog = backlog;
  k.listen(s, id);
  return ok(0);
}

/** accept(2), without the descriptor: a new socket for the connection that has waited longest. */
export function accept(k: Kernel, s: TcpSocket, owner: string, now: Ns): Result<TcpSocket> {
  if (s.listener === null) return fails('EINVAL');
  const ready = k.tcp.listener(s.listener)?.ready[0];
  const id = ready && k.tcp.accept(s.listener, now);
  if (!ready || id === undefined) return s.options.nonblocking ? fails('EAGAIN') : WAITS;
  const { localAddress, localPort, remoteAddress, remotePort } = ready.tuple;
  const child = k.newTcp(owner, id);
  child.options = { ...s.options, nonblocking: false };
  child.phase = 'connected';
  // It keeps the listener's port in use, as the connections of a server that was stopped do
  child.bound = true;
  k.place(child, { address: localAddress, port: localPort });
  child.remote = { address: remoteAddress, port: remotePort };
  child.peerEnded = ready.peerFin !== null && ready.rcvNxt === (ready.peerFin + 1) >>> 0;
  k.attach(child, id);
  const ending = k.tcp.ending(id);
  if (ending !== undefined) {
    child.over = true;
    if (ending === 'reset') child.error = child.peerEnded ? 'EPIPE' : 'ECONNRESET';
    if (ending === 'timeout') child.error = 'ETIMEDOUT';
  }
  return ok(child);
}

/** connect(2). Made again while it is under way, it tells how far it has come. */
export function connect(k: Kernel, s: TcpSocket, to: End, now: Ns): Result<number> {
  if (s.phase === 'listening') return fails('EISCONN');
  if (s.phase === 'connected') return fails('EISCONN');
  if (s.phase === 'unconnected') {
    const failed = begin(k, s, to, now);
    if (failed) return fails(failed);
    if (s.options.nonblocking) return fails('EINPROGRESS');
  }
  const state = s.over ? 'CLOSED' : k.tcp.connection(s.connection!)?.state;
  if (state === 'SYN-SENT' || state === 'SYN-RECEIVED')
    return s.options.nonblocking ? fails('EALREADY') : WAITS;
  if (s.over) {
    const error = s.takeError() ?? 'ECONNABORTED';
    disconnect(k, s);
    return fails(error);
  }
  s.phase = 'connected';
  return ok(0);
}

function begin(k: Kernel, s: TcpSocket, to: End, now: Ns): Errno | undefined {
  // Linux, ip_route_connect: INADDR_ANY means this host; no route, a group and a broadcast lead nowhere
  const remote = to.address === 0 ? { ...to, address: LOOPBACK } : to;
  const source = k.ip.sourceTo(remote.address);
  if (source === undefined || remote.address >>> 28 >= 14 || k.ip.isBroadcast(remote.address))
    return 'ENETUNREACH';
  const address = s.local.address === 0 ? source : s.local.address;
  const port = s.local.port === 0 ? k.portTo(remote, address) : s.local.port;
  if (port === undefined || k.tcp.find(tupleOf({ address, port }, remote)).connection) return 'EADDRNOTAVAIL';
  s.takeError();
  k.place(s, { address, port });
  const local = { address, port };
  const id = k.tcp.connect({ local, remote, config: tcpChoices(s.options) }, now);
  if (id === undefined) return 'EADDRNOTAVAIL';
  s.phase = 'connecting';
  s.remote = remote;
  s.over = false;
  k.attach(s, id);
  return undefined;
}
const LOOPBACK = 0x7f000001;

/** After a connect() that failed the socket may be used for another. */
function disconnect(k: Kernel, s: TcpSocket): void {
  s.phase = 'unconnected';
  s.remote = null;
  s.connection = null;
  s.peerEnded = s.over = false;
  if (!s.bound) k.place(s, { address: 0, port: 0 });
}

/** The connection as its socket sees it: in TIME-WAIT, Linux has taken it away from the socket already. */
export function connectionOf(k: Kernel, s: TcpSocket): ReturnType<Kernel['tcp']['connection']> {
  const c = s.connection === null || s.over ? undefined : k.tcp.connection(s.connection);
  return c?.state === 'TIME-WAIT' ? undefined : c;
}
const OPENING = new Set<string>(['SYN-SENT', 'SYN-RECEIVED']);
/** Whether there is a connection whose handshake is done. */
export function isOpen(k: Kernel, s: TcpSocket): boolean {
  const c = connectionOf(k, s);
  return c !== undefined && !OPENING.has(c.state);
}

/** send(2): `from` bytes of it have been taken by an earlier turn of the same call. */
export function send(
  k: Kernel,
  s: TcpSocket,
  bytes: Uint8Array,
  from: number,
  dontWait: boolean,
  now: Ns,
): Result<number> {
  const c = connectionOf(k, s);
  if (s.error !== null) return from > 0 ? ok(from) : fails(s.takeError()!);
  // Linux, sk_stream_wait_connect: neither connected nor about to be; POSIX would have ENOTCONN where it never was
  if (!c || s.sendShut) return from > 0 ? ok(from) : fails('EPIPE');
  const nonblocking = dontWait || s.options.nonblocking;
  const room = OPENING.has(c.state) ? 0 : Math.max(0, dataRoom(s.options.sendBuffer) - c.sendBuffer.length);
  const taken = Math.min(room, bytes.length - from);
  if (taken > 0) k.tcp.send(c.id, bytes.subarray(from, from + taken), now);
  const done = from + taken;
  if (done === bytes.length) return ok(done);
  if (nonblocking) return done > 0 ? ok(done) : fails('EAGAIN');
  return { waits: true, done };
}

/** recv(2): 0 bytes are the end of the stream. What had come before an error is read first. */
export function recv(k: Kernel, s: TcpSocket, most: number, flags: RecvFlags, now: Ns): Result<Uint8Array> {
  if (s.phase === 'listening') return fails('ENOTCONN');
  if (s.connection !== null) {
    const bytes = flags.peek ? peek(k.tcp, s.connection, most) : k.tcp.read(s.connection, now, most);
    if (bytes.length > 0) return ok(bytes);
  }
  // The peer's FIN before an error: Linux looks at SOCK_DONE first
  if (s.peerEnded) return ok(new Uint8Array(0));
  if (s.error !== null) return fails(s.takeError()!);
  if (s.receiveShut || (s.over && s.phase !== 'unconnected')) return ok(new Uint8Array(0));
  if (s.connection === null) return fails('ENOTCONN');
  return s.options.nonblocking || flags.dontWait ? fails('EAGAIN') : WAITS;
}
export interface RecvFlags {
  readonly peek?: boolean;
  readonly dontWait?: boolean;
}

/** shutdown(2). */
export function shutdown(k: Kernel, s: TcpSocket, how: How, now: Ns): Result<number> {
  if (s.phase === 'listening') {
    if (how === 'write') return ok(0);
    k.unlisten(s, now);
    return ok(0);
  }
  const c = connectionOf(k, s);
  const first = !s.sendShut;
  // Linux: even where there is nothing to shut down, the socket remembers
  if (how !== 'write') s.receiveShut = true;
  if (how !== 'read') s.sendShut = true;
  s.stamp += 1;
  if (!c) return fails('ENOTCONN');
  if (how !== 'read' && first) k.tcp.close(c.id, now);
  return ok(0);
}
export type How = 'read' | 'write' | 'both';

/** close(2), once nobody else holds the socket: SO_LINGER of no time resets, what was not read resets too (tcp(7)). */
export function close(k: Kernel, s: TcpSocket, now: Ns): void {
  s.owner = s.fd = null;
  if (s.listener !== null) k.unlisten(s, now);
  if (s.connection !== null && !s.over) {
    if (s.options.linger === 0) k.tcp.abort(s.connection, now);
    else k.tcp.leave(s.connection, now);
  }
  if (s.connection !== null) k.tcp.release(s.connection);
  k.drop(s);
}
