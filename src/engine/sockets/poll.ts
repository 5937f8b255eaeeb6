import { peek } from '../tcp/more-calls.ts';
import type { Kernel } from './kernel.ts';
import { dataRoom } from './options.ts';
import type { Socket } from './socket.ts';
import { connectionOf } from './tcp-calls.ts';

export type PollEvent = 'POLLIN' | 'POLLOUT' | 'POLLERR' | 'POLLHUP' | 'POLLRDHUP' | 'POLLNVAL';

/** What poll(2) finds at a socket, as Linux's tcp_poll and datagram_poll say it. POLLERR and POLLHUP come unasked. */
export function pollEvents(k: Kernel, s: Socket): Set<PollEvent> {
  const found = new Set<PollEvent>();
  if (s.error !== null) found.add('POLLERR');
  if (s.kind !== 'tcp') {
    if (s.queue.length > 0 || s.receiveShut) found.add('POLLIN');
    if (s.receiveShut) found.add('POLLRDHUP');
    if (s.receiveShut && s.sendShut) found.add('POLLHUP');
    return found.add('POLLOUT');
  }
  if (s.listener !== null) {
    if (k.tcp.listener(s.listener)!.ready.length > 0) found.add('POLLIN');
    return found;
  }
  const c = connectionOf(k, s);
  const unread = s.connection === null ? 0 : peek(k.tcp, s.connection, 1).length;
  const noMoreIn = s.receiveShut || s.peerEnded || (s.over && s.phase !== 'unconnected');
  if (!c || (noMoreIn && s.sendShut)) found.add('POLLHUP');
  if (noMoreIn) found.add('POLLRDHUP');
  if (noMoreIn || unread > 0) found.add('POLLIN');
  if (c?.state === 'SYN-SENT') return found;
  const room = dataRoom(s.options.sendBuffer);
  // A third of the buffer must be free, or a program would be woken for every byte (sk_stream_is_writeable)
  const writable = !c || s.sendShut || room - c.sendBuffer.length >= c.sendBuffer.length >> 1;
  return writable ? found.add('POLLOUT') : found;
}
