import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import { FLAG } from '../wire/tcp.ts';
import { findOption, type TcpOption } from '../wire/tcp-options.ts';
import type { TcpConfig } from './config.ts';
import { halfSipHash, type Secret, type Tuple } from './isn.ts';
import type { SynCookies } from './listener.ts';
import { beside, type Outgoing } from './outgoing.ts';
import type { Segment } from './segment.ts';
import { add, type Seq } from './seq.ts';

/**
 * SYN cookies (RFC 4987 §3.6), as Linux lays them out: nothing is kept of a SYN, all that counts stands in our initial
 * sequence number, and the ACK brings it back.
 *
 *   cookie = hash(4-tuple) + their ISN + (minutes << 24) + ((hash(4-tuple, minutes) + index into MSS) mod 2^24)
 *
 * What the other options said has no room there: it stands in the low six bits of our timestamp, and is lost without one.
 */
const MSS = [536, 1300, 1440, 1460] as const;
const MINUTE = 60 * SECOND;
/** A cookie is believed for so many minutes. */
const AGE = 2;
const LOW = 0xff_ffff;
const NO_SCALE = 15;
const SACK = 16;
const OPTION_BITS = 63;

/** The index of the largest MSS in the table that is not above theirs. */
const indexOf = (mss: number): number =>
  Math.max(
    0,
    MSS.findLastIndex((one) => one <= mss),
  );

/** `part` tells the two hashes apart, and both from the one that makes sequence numbers. */
function hash(tuple: Tuple, secret: Secret, minutes: number, part: number): number {
  const ports = ((tuple.localPort << 16) | tuple.remotePort) >>> 0;
  return halfSipHash([tuple.localAddress, tuple.remoteAddress, ports, minutes, part], secret);
}

export function cookieFor(tuple: Tuple, theirIsn: Seq, mss: number, secret: Secret, now: Ns): Seq {
  const minutes = Math.floor(now / MINUTE);
  const low = (hash(tuple, secret, minutes, 1) + indexOf(mss)) & LOW;
  return (hash(tuple, secret, 0, 0) + theirIsn + (minutes << 24) + low) >>> 0;
}

/** The MSS that the cookie holds; undefined where we never made it, or too long ago. */
export function mssOf(cookie: Seq, tuple: Tuple, theirIsn: Seq, secret: Secret, now: Ns): number | undefined {
  const minutes = Math.floor(now / MINUTE);
  const bare = (cookie - hash(tuple, secret, 0, 0) - theirIsn) >>> 0;
  const age = (minutes - (bare >>> 24)) & 255;
  if (age >= AGE) return undefined;
  return MSS[(bare - hash(tuple, secret, minutes - age, 1)) & LOW];
}

/** The SYN-ACK that is all that remains of the SYN. */
function answer(tuple: Tuple, syn: Segment, config: TcpConfig, secret: Secret, now: Ns): Outgoing {
  const mss = findOption(syn.options, 'mss')?.mss ?? MSS[0];
  const seq = cookieFor(tuple, syn.seq, mss, secret, now);
  const options: TcpOption[] = [{ kind: 'mss', mss: config.mss }];
  const timestamps = config.timestamps ? syn.timestamps : undefined;
  if (timestamps) {
    const sack = config.sackPermitted && findOption(syn.options, 'sack-permitted') !== undefined;
    const scale = config.windowScale === null ? undefined : findOption(syn.options, 'window-scale');
    const said = Math.min(14, scale?.shift ?? 0);
    const bits = (scale ? said : NO_SCALE) | (sack ? SACK : 0);
    if (sack) options.push({ kind: 'sack-permitted' });
    options.push({ kind: 'timestamps', value: stamped(seq, bits, now), echo: timestamps.value });
    if (scale) options.push({ kind: 'nop' }, { kind: 'window-scale', shift: config.windowScale ?? 0 });
  }
  const made = { seq, ack: add(syn.seq, 1), flags: FLAG.SYN | FLAG.ACK, reason: 'tcp.send-cookie' };
  return { ...beside(tuple, made), window: Math.min(0xffff, config.receiveBufferBytes), options };
}

/** The connection's clock with the bits put in, not ahead of it: later timestamps must not be older (RFC 7323 §5.3). */
function stamped(iss: Seq, bits: number, now: Ns): number {
  const clock = (iss + Math.floor(now / MILLISECOND)) >>> 0;
  const value = ((clock & ~OPTION_BITS) | bits) >>> 0;
  return value > clock ? (value - (OPTION_BITS + 1)) >>> 0 : value;
}

/** The SYN as it must have been, from the ACK that answers the cookie; undefined where it answers none. */
function synFrom(
  ack: Segment,
  tuple: Tuple,
  config: TcpConfig,
  secret: Secret,
  now: Ns,
): Segment | undefined {
  const seq = add(ack.seq, -1);
  const mss = mssOf(add(ack.ack, -1), tuple, seq, secret, now);
  if (mss === undefined) return undefined;
  const options: TcpOption[] = [{ kind: 'mss', mss }];
  const timestamps = config.timestamps ? ack.timestamps : undefined;
  if (timestamps) {
    const bits = timestamps.echo & OPTION_BITS;
    options.push(timestamps);
    if (bits & SACK) options.push({ kind: 'sack-permitted' });
    if ((bits & 15) !== NO_SCALE) options.push({ kind: 'window-scale', shift: bits & 15 });
  }
  return { ...ack, seq, ack: 0, flags: FLAG.SYN, urgent: 0, options, data: new Uint8Array(0), length: 1 };
}

export const SYN_COOKIES: SynCookies = { answer, synFrom, ageNs: AGE * MINUTE };
