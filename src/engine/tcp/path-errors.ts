import type { Ns } from '../kernel/time.ts';
import type { PathError } from '../net/transport.ts';
import { u16, u32 } from '../wire/octets.ts';
import type { Connection } from './connection.ts';
import { reducePathMtu } from './path-mtu.ts';
import { discard } from './refuse.ts';
import { before, type Seq } from './seq.ts';
import type { Tcp } from './tcp.ts';
import { finish } from './timers.ts';

const UNREACHABLE = 3;
const TIME_EXCEEDED = 11;
const PARAMETER_PROBLEM = 12;
const FRAGMENTATION_NEEDED = 4;
/** Protocol and port unreachable: nobody there will ever answer. */
const HARD = [2, 3];

/** An ICMP error for a host that hears of them. RFC 1122 §4.2.3.9: what it quotes says whose segment it was. */
export function receiveError(tcp: Tcp, error: PathError, now: Ns): void {
  const { quoted, quotedPayload } = error;
  if (quotedPayload.length < 8) return tcp.discard('tcp.discard-icmp', '', now);
  const [localPort, remotePort] = [u16(quotedPayload, 0), u16(quotedPayload, 2)];
  const c = tcp.touched(
    { localAddress: quoted.source, localPort, remoteAddress: quoted.destination, remotePort },
    now,
  );
  if (!c) return tcp.discard('tcp.discard-icmp', '', now);
  const { peerMss } = c;
  pathError(c, error, u32(quotedPayload, 4), now);
  if (c.peerMss < peerMss) tcp.paths.tell(quoted.destination, c.peerMss, now);
}

/**
 * An ICMP error about a segment of ours whose number was `seq` (RFC 1122 §4.2.3.9). Anybody can forge one: it counts only
 * if the segment is out (RFC 5927 §4.1), and in a connection that stands it ends nothing (RFC 5927 §5.2).
 */
function pathError(c: Connection, { type, code, mtu }: PathError, seq: Seq, now: Ns): void {
  if (before(seq, c.sndUna) || !before(seq, c.sndNxt)) return discard(c, 'tcp.discard-icmp', now);
  const unreachable = type === UNREACHABLE;
  if (unreachable && code === FRAGMENTATION_NEEDED) return reducePathMtu(c, mtu, now);
  // RFC 1122 §4.2.3.9: the others, source quench and redirect, say nothing of the connection
  if (!unreachable && type !== TIME_EXCEEDED && type !== PARAMETER_PROBLEM) return;
  const opening = c.state === 'SYN-SENT' || c.state === 'SYN-RECEIVED';
  const hard = unreachable && HARD.includes(code);
  if (opening && (hard || c.config.unreachableEndsOpen) && c.take('unreachable', now))
    return finish(c, now, hard ? 'refused' : 'unreachable');
  c.unreachable = true;
  c.say(now, { kind: 'update', reason: 'tcp.soft-error' });
}
