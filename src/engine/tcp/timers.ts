import type { Ns } from '../kernel/time.ts';
import type { Ending, TimerEvent } from '../net/events.ts';
import { TIMERS, type Connection } from './connection.ts';
import { timedOut } from './recovery.ts';

const reasonsOf = (timer: TimerEvent['timer']) => ({
  start: `tcp.timer-${timer}-start`,
  stop: `tcp.timer-${timer}-stop`,
  expire: `tcp.timer-${timer}-expire`,
});
/** Made once: a bulk transfer names them with every packet. */
export const REASONS = {
  retransmission: reasonsOf('retransmission'),
  persist: reasonsOf('persist'),
  'delayed-ack': reasonsOf('delayed-ack'),
  'time-wait': reasonsOf('time-wait'),
  keepalive: reasonsOf('keepalive'),
  'user-timeout': reasonsOf('user-timeout'),
  'fin-wait-2': reasonsOf('fin-wait-2'),
} as const;

/** When the earliest of a connection's timers is due. */
export function nextDue({ due }: Connection): Ns | null {
  const next = Math.min(
    due.retransmission ?? Infinity,
    due.persist ?? Infinity,
    due['delayed-ack'] ?? Infinity,
    due['time-wait'] ?? Infinity,
    due.pacing ?? Infinity,
    due.keepalive ?? Infinity,
    due['user-timeout'] ?? Infinity,
    due['fin-wait-2'] ?? Infinity,
  );
  return next === Infinity ? null : next;
}

/** Timers are a table of deadlines: nothing calls back, `poll` looks what is due. */
export function start(c: Connection, timer: TimerEvent['timer'], dueNs: Ns, now: Ns): void {
  c.due[timer] = dueNs;
  c.say(now, { kind: 'timer', reason: REASONS[timer].start, timer, action: 'start', dueNs });
}

export function stop(c: Connection, timer: TimerEvent['timer'], now: Ns): void {
  const dueNs = c.due[timer];
  if (dueNs === null) return;
  c.due[timer] = null;
  c.say(now, { kind: 'timer', reason: REASONS[timer].stop, timer, action: 'stop', dueNs });
}

export function stopAll(c: Connection, now: Ns): void {
  for (const timer of TIMERS) if (timer !== 'pacing') stop(c, timer, now);
  c.due.pacing = null;
}

/** Fires every timer that is due. */
export function fire(c: Connection, now: Ns): void {
  for (const timer of TIMERS) {
    const dueNs = c.due[timer];
    if (dueNs === null || dueNs > now) continue;
    c.due[timer] = null;
    if (timer === 'pacing') continue;
    c.say(now, { kind: 'timer', reason: REASONS[timer].expire, timer, action: 'expire', dueNs });
    if (timer === 'retransmission') retransmissionExpired(c, now);
    else if (timer === 'persist') persistExpired(c, now);
    else if (timer === 'delayed-ack') c.ackReason ??= 'tcp.ack-delayed';
    else if (c.take('time-wait-over', now)) finish(c, now, 'closed');
  }
}

/** The connection has come to its end: no timer is left, the program hears why. */
export function finish(c: Connection, now: Ns, what: Ending): void {
  stopAll(c, now);
  c.resend = c.ackReason = null;
  // RFC 9293 §3.10.7.4 second: of an attempt that never left SYN-RECEIVED the program is told nothing
  if (!c.known) return;
  // RFC 1122 §4.2.3.9: an ICMP error that was only remembered says now why nobody answered
  c.deliver(what === 'timeout' && c.unreachable ? 'unreachable' : what, 0, now);
}

/** RFC 9293 §3.10.7.4 eighth: start the time-wait timer, turn off the others. */
export function waitTwoMsl(c: Connection, now: Ns): void {
  stopAll(c, now);
  start(c, 'time-wait', now + c.config.timeWaitNs, now);
}

/** Whether retransmissions have come to their limit; the connection is then closed (RFC 9293 §3.8.3, R2). */
function gaveUp(c: Connection, now: Ns): boolean {
  const { synRetries, synAckRetries, dataRetries } = c.config;
  const limit =
    c.state === 'SYN-SENT' ? synRetries : c.state === 'SYN-RECEIVED' ? synAckRetries : dataRetries;
  if (c.retries < limit) return false;
  if (c.take('timeout', now)) finish(c, now, 'timeout');
  return true;
}

/** RFC 6298 (5.4) resend the earliest segment, (5.5) back off, (5.6) start the timer again (`arm` does, after the sending). */
function retransmissionExpired(c: Connection, now: Ns): void {
  if (gaveUp(c, now)) return;
  c.retries += 1;
  c.rto.backOff();
  if (c.sndUna === c.iss) c.synTimeouts += 1;
  timedOut(c, now);
}

/** RFC 9293 §3.8.6.1: ask a closed window whether it has opened, at growing intervals, for as long as the peer answers. */
function persistExpired(c: Connection, now: Ns): void {
  if (gaveUp(c, now)) return;
  c.retries += 1;
  c.rto.backOff();
  c.probe = true;
}

/** Sees to it that the right timer runs: retransmission while data is out, persist while the window holds data back. */
export function arm(c: Connection, held: boolean, now: Ns): void {
  if (c.gone || c.state === 'TIME-WAIT') return;
  const outstanding = c.sndNxt !== c.sndUna;
  const closed = c.sndWnd === 0 && c.sndUna !== c.iss;
  // RFC 6298 (5.1): start it if it is not running; (5.2): stop it when all is acknowledged
  if (!outstanding || closed) stop(c, 'retransmission', now);
  else if (c.due.retransmission === null) start(c, 'retransmission', now + c.rto.rtoNs, now);
  const persist = closed ? outstanding || held : held && !outstanding;
  if (!persist) stop(c, 'persist', now);
  else if (c.due.persist === null) start(c, 'persist', now + c.rto.rtoNs, now);
}
