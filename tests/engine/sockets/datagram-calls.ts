/** The table of calls.ts, of datagram sockets. */
import { table, type Case } from './calls.ts';

export const DATAGRAM_CASES: readonly Case[] = [
  table(
    'UDP without a peer',
    `
    socket u udp = 0
    send u 5 = EDESTADDRREQ
    port u = other
    recv u 5 = EAGAIN
    peer u = ENOTCONN
    poll u = OUT
    sendto u 5 A = 5
    port u = other
    recv u 5 = EAGAIN
    get u SO_ERROR = 0`,
  ),
  table(
    'UDP that was shut down without a peer remembers it',
    `
    socket u udp = 0
    port u = 0
    shutdown u WR = ENOTCONN
    sendto u 5 A = EPIPE
    shutdown u RD = ENOTCONN
    poll u = HUP|IN|OUT|RDHUP
    recv u 5 = EAGAIN`,
  ),
  table(
    'UDP with a peer hears that nobody is there',
    `
    socket u udp = 0
    connect u A = 0
    peer u = A
    port u = other
    send u 5 = 5
    poll u = ERR|OUT
    send u 5 = ECONNREFUSED
    send u 5 = 5
    recv u 5 = ECONNREFUSED
    recv u 5 = EAGAIN`,
  ),
  table(
    'UDP keeps datagrams apart',
    `
    socket u udp = 0
    bind u A = 0
    socket v udp = 0
    sendto v 5 A = 5
    sendto v 0 A = 0
    sendto v 9 A = 9
    poll u = IN|OUT
    recv u 3 = 3
    recv u 9 = 0
    recv u 99 = 9
    recv u 99 = EAGAIN`,
  ),
  table(
    'UDP takes so much and no more',
    `
    socket u udp = 0
    bind u A = 0
    sendto u 65507 A = 65507
    sendto u 65508 A = EMSGSIZE
    recv u 70000 = 65507`,
  ),
  table(
    'a connected UDP socket takes its own first',
    `
    socket u udp = 0
    set u SO_REUSEADDR 1 = 0
    bind u A = 0
    socket v udp = 0
    bind v B = 0
    socket w udp = 0
    set w SO_REUSEADDR 1 = 0
    bind w A = 0
    connect w B = 0
    sendto v 5 A = 5
    recv u 9 = EAGAIN
    recv w 9 = 5
    socket x udp = 0
    sendto x 3 A = 3
    recv w 9 = EAGAIN
    recv u 9 = 3`,
  ),
  table(
    'a specific address before any',
    `
    socket u udp = 0
    set u SO_REUSEADDR 1 = 0
    bind u A = 0
    socket v udp = 0
    set v SO_REUSEADDR 1 = 0
    bind v A 0.0.0.0 = 0
    socket x udp = 0
    sendto x 5 A = 5
    recv v 9 = EAGAIN
    recv u 9 = 5`,
  ),
  table(
    'of two that share by SO_REUSEADDR the last one bound',
    `
    socket u udp = 0
    set u SO_REUSEADDR 1 = 0
    bind u A = 0
    socket v udp = 0
    set v SO_REUSEADDR 1 = 0
    bind v A = 0
    socket x udp = 0
    sendto x 5 A = 5
    recv u 9 = EAGAIN
    recv v 9 = 5`,
  ),
  table(
    'a UDP receive buffer of the least size',
    `
    socket u udp = 0
    set u SO_RCVBUF 0 = 0
    bind u A = 0
    socket v udp = 0
    sendto v 1 A = 1
    sendto v 1 A = 1
    sendto v 1 A = 1
    sendto v 1 A = 1
    sendto v 1 A = 1
    recv u 9 = 1
    recv u 9 = 1
    recv u 9 = EAGAIN`,
  ),
  table(
    'and one datagram always fits',
    `
    socket u udp = 0
    set u SO_RCVBUF 0 = 0
    bind u A = 0
    socket v udp = 0
    sendto v 4000 A = 4000
    sendto v 1 A = 1
    recv u 9000 = 4000
    recv u 9000 = EAGAIN`,
  ),
];
