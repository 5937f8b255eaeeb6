import type { Ns } from '../kernel/time.ts';
import type { Connection } from './connection.ts';
import { MARK, type Scoreboard } from './scoreboard.ts';

/** RFC 1191 §3: no link takes less than 68 bytes; below what Linux believes (route/min_pmtu, 552) a forged error could make segments absurdly small. */
const LEAST_MTU = 552;
/** RFC 1191 §7.1: sizes of links that there are, for routers that do not say how much is too much. */
const PLATEAUS = [32_000, 17_914, 8166, 4352, 2002, 1492, 1006, 576] as const;
/** Headers of IPv4 and TCP without options. */
const HEADERS = 40;

/** A router could not pass a packet on: none larger than `mtu` from here on (0: it does not say), and what was too large goes out again. */
export function reducePathMtu(c: Connection, mtu: number, now: Ns): void {
  const sent = Math.min(c.peerMss, c.config.mss) + HEADERS;
  const said = mtu > 0 ? mtu : (PLATEAUS.find((one) => one < sent) ?? LEAST_MTU);
  const mss = Math.max(LEAST_MTU, said) - HEADERS;
  // RFC 1191 §3: an error that says more than we already keep to is old, or false
  if (mss >= sent - HEADERS) return;
  c.peerMss = mss;
  // RFC 1191 §6.4: at once, and it is no sign of congestion. What was small enough is on its way
  if (loseLarger(c.board, c.smss)) {
    c.recovery.reason = 'tcp.resend-path-mtu';
    if (c.board.has(0, MARK.lost)) c.resend = 'tcp.resend-path-mtu';
  }
  c.update('tcp.path-mtu', now);
}

/** No segment above `bytes` can have arrived. Gives whether there is one. */
function loseLarger(board: Scoreboard, bytes: number): boolean {
  let found = false;
  for (let at = 0; at < board.size; at += 1) {
    if (board.length(at) <= bytes || board.has(at, MARK.sacked)) continue;
    board.mark(at, MARK.lost);
    board.unmark(at, MARK.resent);
    found = true;
  }
  return found;
}
