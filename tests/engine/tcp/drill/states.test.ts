import { describe, expect, it } from 'vitest';
import { Drill } from './drill.ts';

/** What must be answered in each state to a segment that nobody waits for: RFC 9293 §3.10.7, with RFC 5961 §3 to §5. */
const OPEN = `
  0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
  +0 fcntl(3, F_SETFL, O_NONBLOCK) = 0
  +0 connect(3, ..., ...) = -1 EINPROGRESS
  +0 > S 0:0(0) <...>`;
const LISTEN = `
  0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
  +0 bind(3, ..., ...) = 0
  +0 listen(3, 1) = 0`;
const ESTABLISHED = `${OPEN}
  +.1 < S. 0:0(0) ack 1 win 32767 <mss 1460>
  +0 > . 1:1(0) ack 1 win 65535`;
const FIN_WAIT_1 = `${ESTABLISHED}
  +.1 shutdown(3, SHUT_WR) = 0
  +0 > F. 1:1(0) ack 1 win 65535`;
const CLOSE_WAIT = `${ESTABLISHED}
  +.1 < F. 1:1(0) ack 1 win 32767
  +0 > . 1:1(0) ack 2`;

/** How each state is come to, and then SND.NXT and RCV.NXT. */
const STATES: readonly (readonly [string, string, number, number])[] = [
  ['SYN-RECEIVED', `${LISTEN}\n+.1 < S 0:0(0) win 32767 <mss 1460>\n+0 > S. 0:0(0) ack 1 <mss 1460>`, 1, 1],
  ['ESTABLISHED', ESTABLISHED, 1, 1],
  ['FIN-WAIT-1', FIN_WAIT_1, 2, 1],
  ['FIN-WAIT-2', `${FIN_WAIT_1}\n+.1 < . 1:1(0) ack 2 win 32767`, 2, 1],
  ['CLOSE-WAIT', CLOSE_WAIT, 1, 2],
  ['CLOSING', `${FIN_WAIT_1}\n+.1 < F. 1:1(0) ack 1 win 32767\n+0 > . 2:2(0) ack 2`, 2, 2],
  ['LAST-ACK', `${CLOSE_WAIT}\n+.1 shutdown(3, SHUT_WR) = 0\n+0 > F. 1:1(0) ack 2`, 2, 2],
  ['TIME-WAIT', `${FIN_WAIT_1}\n+.1 < F. 1:1(0) ack 2 win 32767\n+0 > . 2:2(0) ack 2`, 2, 2],
];

describe.each(STATES)('%s', (state, way, nxt, rcv) => {
  /** The last number of the window, which no FIN moves. */
  const edge = 65_535;
  const ack = `+0 > . ${nxt}:${nxt}(0) ack ${rcv}`;
  const played = (...lines: string[]) => new Drill().play(`${way}\n${lines.join('\n')}`).faults;

  it.each([
    ['a reset at RCV.NXT ends it', `R ${rcv}:${rcv}(0)`, '', true],
    ['a reset elsewhere in the window is challenged', `R ${edge}:${edge}(0)`, ack, false],
    ['a reset before the window is thrown away', `R ${rcv - 1}:${rcv - 1}(0)`, '', false],
    ['a reset beyond the window is thrown away', `R ${edge + 1}:${edge + 1}(0)`, '', false],
    ['an old ACK is answered', `. ${rcv - 1}:${rcv - 1}(0) ack ${nxt}`, ack, false],
    ['an ACK beyond the window is answered', `. ${edge + 1}:${edge + 1}(0) ack ${nxt}`, ack, false],
    ['a SYN before the window is answered', `S ${rcv - 1}:${rcv - 1}(0)`, ack, false],
    ['a SYN beyond the window is answered', `S ${edge + 1}:${edge + 1}(0)`, ack, false],
    ['a segment without ACK is thrown away', `F ${rcv}:${rcv}(0)`, '', false],
  ])('%s', (_, segment, answer, over) => {
    // Of these SYNs, one is the very SYN that has made the connection
    if (state === 'SYN-RECEIVED' && segment.startsWith('S 0')) return;
    const after = over ? '+.1 state() = CLOSED' : `+.1 state() = ${state}`;
    expect(played(`+.01 < ${segment} win 32767`, answer, after)).toEqual([]);
  });

  if (state === 'SYN-RECEIVED') return;
  it.each([
    ['a SYN in the window is challenged', `S ${rcv}:${rcv}(0)`],
    ['a SYN at the end of the window is challenged', `S ${edge}:${edge}(0)`],
    ['a SYN,ACK is challenged', `S. ${rcv}:${rcv}(0) ack ${nxt}`],
    ['an ACK of what was never sent is answered', `. ${rcv}:${rcv}(0) ack ${nxt + 1}`],
    ['an ACK older than any window is answered', `. ${rcv}:${rcv}(0) ack ${2 ** 32 - 40_000}`],
  ])('%s', (_, segment) => {
    expect(played(`+.01 < ${segment} win 32767`, ack, `+.1 state() = ${state}`)).toEqual([]);
  });
});

describe('without a connection', () => {
  const SYN_SENT = `${OPEN}\n+.1`;
  const SYN_AGAIN = `\n+.9 > S 0:0(0) <...>\n+0 state() = SYN-SENT`;
  it.each([
    [
      'SYN-SENT: an ACK of nothing is reset',
      `${SYN_SENT} < . 0:3(3) ack 0 win 9\n+0 > R 0:0(0) ${SYN_AGAIN}`,
    ],
    ['SYN-SENT: an ACK of more is reset', `${SYN_SENT} < . 0:3(3) ack 2 win 9\n+0 > R 2:2(0) ${SYN_AGAIN}`],
    [
      'SYN-SENT: an ACK of the SYN without a SYN is thrown away',
      `${SYN_SENT} < . 0:3(3) ack 1 win 9${SYN_AGAIN}`,
    ],
    ['SYN-SENT: a FIN is thrown away', `${SYN_SENT} < F 0:3(3) win 9${SYN_AGAIN}`],
    [
      'SYN-SENT: a reset that acknowledges nothing is thrown away',
      `${SYN_SENT} < R 0:0(0) win 9${SYN_AGAIN}`,
    ],
    [
      'SYN-SENT: a reset of the SYN refuses',
      `${SYN_SENT} < R. 0:0(0) ack 1 win 9\n+0 getsockopt(3) = ECONNREFUSED`,
    ],
    ['LISTEN: an ACK is reset', `${LISTEN}\n+.1 < . 17:20(3) ack 34 win 9\n+0 > R 34:34(0) win 0`],
    ['LISTEN: a FIN,ACK is reset', `${LISTEN}\n+.1 < F. 17:20(3) ack 34 win 9\n+0 > R 34:34(0) win 0`],
    ['LISTEN: a SYN,ACK is reset', `${LISTEN}\n+.1 < S. 17:17(0) ack 34 win 9\n+0 > R 34:34(0) win 0`],
    ['LISTEN: a FIN is thrown away', `${LISTEN}\n+.1 < F 17:20(3) win 9`],
    ['LISTEN: no flags are thrown away', `${LISTEN}\n+.1 < - 17:20(3) win 9`],
    ['LISTEN: a reset is thrown away', `${LISTEN}\n+.1 < R 17:17(0) win 9`],
    ['CLOSED: a FIN with data is reset', `0 < F 17:20(3) win 9\n+0 > R. 0:0(0) ack 21 win 0`],
    ['CLOSED: a SYN is reset', `0 < S 17:17(0) win 9\n+0 > R. 0:0(0) ack 18 win 0`],
    ['CLOSED: an ACK is reset', `0 < . 17:20(3) ack 34 win 9\n+0 > R 34:34(0) win 0`],
    ['CLOSED: a reset is thrown away', `0 < R. 17:17(0) ack 34 win 9`],
  ])('%s', (_, script) => {
    expect(new Drill().play(script).faults).toEqual([]);
  });
});
