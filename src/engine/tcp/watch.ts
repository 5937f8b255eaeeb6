import type { Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { TIMER, type Connection } from './connection.ts';
import type { Seq } from './seq.ts';
import { expires, finish, runs, start, stop } from './timers.ts';

/** What the timers that watch the peer have to know. */
export interface Watched {
  /** When an acceptable segment came last. */
  heardAt: Ns;
  /** Keepalive probes sent since. */
  probes: number;
  /** A probe is to be sent. */
  probe: boolean;
  /** SND.UNA when the user timeout was started; null while it does not run. */
  unaAtStart: Seq | null;
}

const WATCHING = new Set<string>([
  'ESTABLISHED',
  'CLOSE-WAIT',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSING',
  'LAST-ACK',
]);

/** A segment of the peer's was acceptable: it is alive. */
export function heard(c: Connection, now: Ns): void {
  c.watched.heardAt = now;
  c.watched.probes = 0;
  c.unreachable = false;
  const { keepalive } = c.config;
  // Moved without a word: a trace in which every segment restarts this timer would speak of nothing else
  if (keepalive && runs(c, TIMER.keepalive)) c.due[TIMER.keepalive] = now + keepalive.idleNs;
}

/** Fires those of the watching timers that are due. */
export function fireWatches(c: Connection, now: Ns): void {
  if (expires(c, TIMER.userTimeout, now)) return giveUp(c, 'user-timeout', now);
  if (expires(c, TIMER.finWait2, now)) return giveUp(c, 'fin-wait-2-over', now);
  if (expires(c, TIMER.keepalive, now)) keepaliveExpired(c, now);
}

/** RFC 9293 §3.8.4: only while nothing is out (MUST-25); no one probe that stays unanswered says that the peer is dead (MUST-28). */
function keepaliveExpired(c: Connection, now: Ns): void {
  const { keepalive } = c.config;
  if (!keepalive || c.sndNxt !== c.sndUna) return;
  if (c.watched.probes >= keepalive.probes) {
    // As Linux does: should the peer be there after all, it is to know
    c.controls.push({
      seq: c.sndNxt,
      ack: c.rcvNxt,
      flags: FLAG.RST | FLAG.ACK,
      reason: 'tcp.reset-gave-up',
    });
    return giveUp(c, 'timeout', now);
  }
  c.watched.probes += 1;
  c.watched.probe = true;
  start(c, TIMER.keepalive, now + keepalive.intervalNs, now);
}

/** RFC 9293 §3.10.8 USER TIMEOUT: all is thrown away, the program hears why. */
function giveUp(c: Connection, input: 'timeout' | 'user-timeout' | 'fin-wait-2-over', now: Ns): void {
  if (c.take(input, now)) finish(c, now, input === 'fin-wait-2-over' ? 'closed' : 'timeout');
}

/** Sees to it that the right ones run; after every `output`. */
export function watch(c: Connection, now: Ns): void {
  if (c.gone) return;
  const { keepalive, userTimeoutNs, finWait2Ns } = c.config;
  const alive = keepalive !== null && WATCHING.has(c.state);
  if (!alive) stop(c, TIMER.keepalive, now);
  else if (!runs(c, TIMER.keepalive) && c.sndNxt === c.sndUna)
    start(c, TIMER.keepalive, Math.max(now, c.watched.heardAt) + keepalive.idleNs, now);
  // RFC 5482 §1: the time for which data may stay unacknowledged; any progress starts it anew
  const waiting = c.sndNxt !== c.sndUna || runs(c, TIMER.persist);
  if (userTimeoutNs === null || !waiting || c.state === 'TIME-WAIT') {
    stop(c, TIMER.userTimeout, now);
    c.watched.unaAtStart = null;
  } else if (c.watched.unaAtStart !== c.sndUna) {
    start(c, TIMER.userTimeout, now + userTimeoutNs, now);
    c.watched.unaAtStart = c.sndUna;
  }
  if (c.state !== 'FIN-WAIT-2' || !c.readOver) stop(c, TIMER.finWait2, now);
  else if (!runs(c, TIMER.finWait2)) start(c, TIMER.finWait2, now + finWait2Ns, now);
}
