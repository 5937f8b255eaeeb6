import { describe, expect, it } from 'vitest';
import type { TcpConfig } from '#engine/tcp/config.ts';
import { Drill } from './drill.ts';

/** What the replay of public conformance scripts has turned up: which segment is answered how, and where it is written. */
const LISTEN = `
  0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
  +0 bind(3, ..., ...) = 0
  +0 listen(3, 1) = 0`;
const ACCEPTED = `${LISTEN}
  +.1 < S 0:0(0) win 65535 <mss 1000,sackOK,nop,nop,nop,wscale 7>
  +0 > S. 0:0(0) ack 1 <...>
  +.1 < . 1:1(0) ack 1 win 512
  +0 accept(3, ..., ...) = 4
  +0 setsockopt(4, SOL_SOCKET, SO_SNDBUF, [200000], 4) = 0`;
const STAMPED = `${LISTEN}
  +.1 < S 0:0(0) win 20000 <mss 1000,TS val 100 ecr 0>
  +0 > S. 0:0(0) ack 1 <mss 1460,TS val 100 ecr 100>
  +.1 < . 1:1(0) ack 1 win 20000 <nop,nop,TS val 200 ecr 100>
  +0 accept(3, ..., ...) = 4`;

const SCENARIOS: readonly (readonly [rule: string, script: string, config?: Partial<TcpConfig>])[] = [
  [
    'RFC 2018 §4: blocks are repeated in the order in which they were first, the latest before the older',
    `${ACCEPTED}
    +0 < . 1001:2001(1000) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 1001:2001>
    +0 < . 7001:8001(1000) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 7001:8001 1001:2001>
    +0 < . 3001:4001(1000) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 3001:4001 7001:8001 1001:2001>
    +0 < . 2001:3001(1000) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 1001:4001 7001:8001>
    +0 < . 9001:9101(100) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 9001:9101 1001:4001 7001:8001>
    +0 < . 11001:11101(100) ack 1 win 512
    +0 < . 13001:13101(100) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 11001:11101 9001:9101 1001:4001 7001:8001>
    +0 > . 1:1(0) ack 1 <nop,nop,sack 13001:13101 11001:11101 9001:9101 1001:4001>`,
  ],
  [
    'RFC 2018 §4: a segment that came before brings its block to the front',
    `${ACCEPTED}
    +0 < . 1001:2001(1000) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 1001:2001>
    +0 < . 7001:8001(1000) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 7001:8001 1001:2001>
    +0 < . 1001:2001(1000) ack 1 win 512
    +0 > . 1:1(0) ack 1 <nop,nop,sack 1001:2001 7001:8001>`,
  ],
  [
    'RFC 7323 §3.2: a reset carries timestamps, too: what was sent is not read',
    `${STAMPED}
    +0 < . 1:1001(1000) ack 1 win 20000 <nop,nop,TS val 201 ecr 100>
    +0 > . 1:1(0) ack 1001 <nop,nop,TS val 200 ecr 201>
    +1 close(4) = 0
    +0 > R. 1:1(0) ack 1001 <nop,nop,TS val 1200 ecr 201>`,
  ],
  [
    'RFC 7323 §3.2: a reset carries timestamps, too: SO_LINGER of no time',
    `${STAMPED}
    +0 setsockopt(4, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0
    +0 close(4) = 0
    +0 > R 1:1(0) <nop,nop,TS val 200 ecr 200>`,
  ],
  [
    'RFC 5961 §5: the timestamp of a segment that is thrown away for its ACK is not remembered',
    `${STAMPED}
    +0 < F. 1:1(0) ack 9999 win 20000 <nop,nop,TS val 200000 ecr 100>
    +0 > . 1:1(0) ack 1 <nop,nop,TS val 200 ecr 200>
    +0 < . 1:1001(1000) ack 1 win 20000 <nop,nop,TS val 201 ecr 100>
    +0 > . 1:1(0) ack 1001 <nop,nop,TS val 200 ecr 201>`,
  ],
  [
    'RFC 7323 §5.2: a reset is not held against its timestamp',
    `${STAMPED}
    +0 < R 1:1(0) win 0 <nop,nop,TS val 1 ecr 0>
    +0 state() = CLOSED`,
  ],
  [
    'RFC 7323 §5.5: after 24 days of silence no timestamp is too old',
    `${STAMPED}
    +1 < . 1:101(100) ack 1 win 20000 <nop,nop,TS val 199 ecr 100>
    +0 > . 1:1(0) ack 1 <nop,nop,TS val 1200 ecr 200>
    +2073600 < . 1:101(100) ack 1 win 20000 <nop,nop,TS val 199 ecr 100>
    +0 > . 1:1(0) ack 101 <nop,nop,TS val 1300 ecr 199>`,
  ],
  [
    'Linux, tcp_check_req: the SYN that was answered comes again, and so does the answer; the timer starts afresh',
    `${LISTEN}
    0 < S 0:0(0) win 1000 <mss 1460,sackOK,nop,nop>
    +0 > S. 0:0(0) ack 1 <mss 1460,sackOK>
    .5 < S 0:0(0) win 1000 <mss 1460,sackOK,nop,nop>
    +0 > S. 0:0(0) ack 1 <mss 1460,sackOK>
    +1 > S. 0:0(0) ack 1 <mss 1460,sackOK>
    +.1 < . 1:1(0) ack 1 win 1000
    +0 state() = ESTABLISHED`,
  ],
  [
    'RFC 5681 §2: a FIN is no data, and does not wait for the congestion window',
    `${ACCEPTED}
    +0 write(4, ..., 10000) = 10000
    +0 > P. 1:10001(10000) ack 1
    +.01 shutdown(4, SHUT_WR) = 0
    +0 > F. 10001:10001(0) ack 1`,
  ],
  [
    'RFC 9293 §3.8.6: but it waits for the peer’s window',
    `${LISTEN}
    +.1 < S 0:0(0) win 2000 <mss 1000>
    +0 > S. 0:0(0) ack 1 <...>
    +.1 < . 1:1(0) ack 1 win 2000
    +0 accept(3, ..., ...) = 4
    +0 write(4, ..., 2000) = 2000
    +0 > P. 1:2001(2000) ack 1
    +.01 shutdown(4, SHUT_WR) = 0
    +.1 < . 1:1(0) ack 2001 win 2000
    +0 > F. 2001:2001(0) ack 1`,
  ],
  [
    'RFC 9293 §3.10.7.4 fifth, TIME-WAIT: whatever comes out of its turn is acknowledged, what tells nothing is not',
    `${ACCEPTED}
    +.1 shutdown(4, SHUT_WR) = 0
    +0 > F. 1:1(0) ack 1
    +.1 < F. 1:1(0) ack 2 win 512
    +0 > . 2:2(0) ack 2
    +.1 < . 2:2(0) ack 2 win 512
    +.1 < . 9000:9000(0) ack 2 win 512
    +0 > . 2:2(0) ack 2
    +.1 < F. 9000:9000(0) ack 2 win 512
    +0 > . 2:2(0) ack 2
    +.1 < . 2:102(100) ack 2 win 512
    +0 > . 2:2(0) ack 2
    +0 state() = TIME-WAIT`,
  ],
  [
    'RFC 1191 §6.2: what a path takes is remembered for the next connection over it',
    `${LISTEN}
    +.1 < S 0:0(0) win 65535 <mss 1460>
    +0 > S. 0:0(0) ack 1 <mss 1460>
    +.1 < . 1:1(0) ack 1 win 65535
    +0 accept(3, ..., ...) = 4
    +0 write(4, ..., 1460) = 1460
    +0 > P. 1:1461(1460) ack 1
    +0 < icmp unreachable frag_needed mtu 1200 [1:1461(1460)]
    +0 > . 1:1161(1160) ack 1
    +0 > P. 1161:1461(300) ack 1
    +.1 < R 1:1(0) win 0
    +0 close(4) = 0
    +.1 < S 0:0(0) win 65535 <mss 1460>
    +0 > S. 0:0(0) ack 1 <mss 1460>
    +.1 < . 1:1(0) ack 1 win 65535
    +0 accept(3, ..., ...) = 4
    +0 write(4, ..., 1460) = 1460
    +0 > . 1:1161(1160) ack 1
    +.1 < . 1:1(0) ack 1161 win 65535
    +0 > P. 1161:1461(300) ack 1`,
  ],
];

describe('what the scripts have turned up', () => {
  const played = SCENARIOS.map(([rule, script, config]) => ({ rule, script, config }));
  it.each(played)('$rule', ({ script, config }) => {
    expect(new Drill(config).play(script).faults).toEqual([]);
  });
});
