import { SECOND, type Ns } from '../kernel/time.ts';
import type { Connection } from './connection.ts';

/** Throws the segment away and says in an acknowledgment what is expected (§3.10.7.4 first). */
export function refuse(c: Connection, reason: string, now: Ns): void {
  discard(c, reason, now);
  requestLimited(c, 'tcp.ack-unacceptable', now);
}

export function challenge(c: Connection, now: Ns): void {
  discard(c, 'tcp.discard-challenged', now);
  requestLimited(c, 'tcp.ack-challenge', now);
}

export function discard(c: Connection, reason: string, now: Ns): void {
  c.say(now, { kind: 'discard', reason, fault: '' });
}

export function requestLimited(c: Connection, reason: string, now: Ns): void {
  if (allowed(c, now)) c.ackReason = reason;
}

/** RFC 5961 §7 and §10: such answers are limited, or two confused ends would answer each other for ever. */
export function allowed(c: Connection, now: Ns): boolean {
  if (now - c.challenges.since >= SECOND) c.challenges = { since: now, count: 0 };
  c.challenges.count += 1;
  return c.challenges.count <= 100;
}
