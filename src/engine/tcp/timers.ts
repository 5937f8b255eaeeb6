import type { Ns } from '../kernel/time.ts';
import type { Ending, TimerEvent } from '../net/events.ts';
import { TIMER, type Connection, type Timer } from './connection.ts';
import { timedOut } from './recovery.ts';

/** What a trace calls the timers, by place, in the order in which those fire that are due at once; '' is not told. */
export const TIMER_NAMES = [
  'retransmission',
  'persist',
  'delayed-ack',
  'time-wait',
  '',
  'keepalive',
  'user-timeout',
  'fin-wait-2',
] as const;
/** Made once: a bulk transfer names them with every packet. */
const REASONS = TIMER_NAMES.map((name) => ({
  start: `tcp.timer-${name}-start`,
  stop: `tcp.timer-${name}-stop`,
  expire: `tcp.timer-${name}-expire`,
}));

export const runs = (c: Connection, timer: Timer): boolean => c.due[timer] !== Infinity;

/** When the earliest of a connection's timers is due; Infinity where none runs. */
export function nextDue({ due }: Connection): Ns {
  let next = Infinity;
  for (let timer = 0; timer < due.length; timer += 1) if (due[timer]! < next) next = due[timer]!;
  return next;
}

/** Timers are a table of deadlines: nothing calls back, `poll` looks what is due. */
export function start(c: Connection, timer: Timer, dueNs: Ns, now: Ns): void {
  c.due[timer] = dueNs;
  say(c, timer, 'start', dueNs, now);
}

export function stop(c: Connection, timer: Timer, now: Ns): void {
  const dueNs = c.due[timer]!;
  if (dueNs === Infinity) return;
  c.due[timer] = Infinity;
  say(c, timer, 'stop', dueNs, now);
}

export function stopAll(c: Connection, now: Ns): void {
  for (const timer of TOLD) stop(c, timer, now);
  c.due[TIMER.pacing] = Infinity;
}
const TOLD = TIMER_NAMES.flatMap((name, place) => (name === '' ? [] : [place as Timer]));

/** Whether the timer is due; it stands still from here on, and the trace knows it. */
export function expires(c: Connection, timer: Timer, now: Ns): boolean {
  const dueNs = c.due[timer]!;
  if (dueNs > now) return false;
  c.due[timer] = Infinity;
  say(c, timer, 'expire', dueNs, now);
  return true;
}

function say(c: Connection, timer: Timer, action: TimerEvent['action'], dueNs: Ns, now: Ns): void {
  const name = TIMER_NAMES[timer] as TimerEvent['timer'];
  c.sayTimer(REASONS[timer]![action], name, action, dueNs, now);
}

/** Fires every timer that is due, but those that watch the peer (watch.ts). */
export function fire(c: Connection, now: Ns): void {
  if (expires(c, TIMER.retransmission, now)) retransmissionExpired(c, now);
  if (expires(c, TIMER.persist, now)) persistExpired(c, now);
  if (expires(c, TIMER.delayedAck, now)) c.ackReason ??= 'tcp.ack-delayed';
  if (expires(c, TIMER.timeWait, now) && c.take('time-wait-over', now)) finish(c, now, 'closed');
  if (c.due[TIMER.pacing]! <= now) c.due[TIMER.pacing] = Infinity;
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
  start(c, TIMER.timeWait, now + c.config.timeWaitNs, now);
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
  if (!outstanding || closed) stop(c, TIMER.retransmission, now);
  else if (!runs(c, TIMER.retransmission)) start(c, TIMER.retransmission, now + c.rto.rtoNs, now);
  const persist = closed ? outstanding || held : held && !outstanding;
  if (!persist) stop(c, TIMER.persist, now);
  else if (!runs(c, TIMER.persist)) start(c, TIMER.persist, now + c.rto.rtoNs, now);
}
