/**
 * What each call gives in each state of a socket, as a table: a line is a call and its result, an errno by name. All sockets are
 * non-blocking, all ends are on 127.0.0.1, and after every call what is under way is let come to rest. The same lines are
 * replayed on our kernel (calls.test.ts) and on the machine's own (real-kernel.test.ts).
 *
 *   socket NAME tcp|udp     bind NAME PORT [ADDRESS]     listen NAME BACKLOG     accept NAME NEW     connect NAME PORT
 *   send NAME BYTES         sendto NAME BYTES PORT       recv NAME MOST          shutdown NAME RD|WR|RDWR
 *   close NAME              set NAME OPTION VALUE        get NAME OPTION         linger NAME SECONDS
 *   poll NAME               peer NAME                    port NAME               limit DESCRIPTORS
 *
 * PORT is A to F (free ports) or 0; `port` gives 'A' where the socket has that port. `poll` asks for IN, OUT and RDHUP.
 */
export interface Case {
  readonly name: string;
  readonly lines: readonly (readonly [string, string])[];
}
export const table = (name: string, text: string): Case => ({
  name,
  lines: text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [call, result] = line.split('=').map((part) => part.trim());
      return [call!, result!] as const;
    }),
});

const LISTENER = 'socket s tcp = 0\n bind s A = 0\n listen s 5 = 0\n';
const PAIR = `${LISTENER} socket c tcp = 0\n connect c A = EINPROGRESS\n accept s k = 0\n`;

export const STREAM_CASES: readonly Case[] = [
  table('a fresh stream socket', `
    socket s tcp = 0
    port s = 0
    peer s = ENOTCONN
    accept s k = EINVAL
    send s 5 = EPIPE
    recv s 5 = ENOTCONN
    shutdown s WR = ENOTCONN
    poll s = HUP|OUT
    get s SO_ERROR = 0
    close s = 0`),
  table('options', `
    socket s tcp = 0
    get s SO_RCVBUF = 131072
    get s SO_SNDBUF = 16384
    set s SO_RCVBUF 10000 = 0
    get s SO_RCVBUF = 20000
    set s SO_SNDBUF 1 = 0
    get s SO_SNDBUF = 4608
    set s SO_RCVBUF 1 = 0
    get s SO_RCVBUF = 2304
    get s TCP_NODELAY = 0
    set s TCP_NODELAY 1 = 0
    get s TCP_NODELAY = 1
    get s TCP_KEEPIDLE = 7200
    get s TCP_KEEPINTVL = 75
    get s TCP_KEEPCNT = 9
    set s TCP_KEEPIDLE 0 = EINVAL
    set s TCP_KEEPCNT 128 = EINVAL
    socket u udp = 0
    set u TCP_NODELAY 1 = ENOPROTOOPT
    get u TCP_NODELAY = EOPNOTSUPP
    get u SO_RCVBUF = 212992`),
  table('bind', `
    socket s tcp = 0
    bind s A 192.0.2.99 = EADDRNOTAVAIL
    bind s A = 0
    port s = A
    bind s B = EINVAL
    socket t tcp = 0
    bind t A = EADDRINUSE
    bind t 0 = 0
    port t = other
    socket u udp = 0
    bind u A = 0
    socket v udp = 0
    bind v A = EADDRINUSE`),
  table('any address and one address want the same port', `
    socket s tcp = 0
    bind s A 0.0.0.0 = 0
    socket t tcp = 0
    bind t A = EADDRINUSE
    socket u tcp = 0
    bind u A 127.0.0.2 = EADDRINUSE`),
  table('two addresses do not', `
    socket s tcp = 0
    bind s A = 0
    socket t tcp = 0
    bind t A 127.0.0.2 = 0`),
  table('listen', `
    socket s tcp = 0
    listen s 5 = 0
    port s = other
    listen s 6 = 0
    connect s A = EISCONN
    recv s 1 = ENOTCONN
    send s 1 = EPIPE
    peer s = ENOTCONN
    poll s = none
    accept s k = EAGAIN
    socket u udp = 0
    listen u 5 = EOPNOTSUPP
    accept u k = EOPNOTSUPP`),
  table('SO_REUSEADDR lets two be bound, and one listen', `
    socket s tcp = 0
    set s SO_REUSEADDR 1 = 0
    bind s A = 0
    socket t tcp = 0
    set t SO_REUSEADDR 1 = 0
    bind t A = 0
    listen s 5 = 0
    listen t 5 = EADDRINUSE
    socket u tcp = 0
    set u SO_REUSEADDR 1 = 0
    bind u A = EADDRINUSE`),
  table('SO_REUSEPORT lets all listen that ask for it', `
    socket s tcp = 0
    set s SO_REUSEPORT 1 = 0
    bind s A = 0
    listen s 5 = 0
    socket t tcp = 0
    bind t A = EADDRINUSE
    set t SO_REUSEPORT 1 = 0
    bind t A = 0
    listen t 5 = 0`),
  table('connect to nobody', `
    socket c tcp = 0
    connect c A = EINPROGRESS
    poll c = ERR|HUP|IN|OUT|RDHUP
    connect c A = ECONNREFUSED
    connect c A = EINPROGRESS
    get c SO_ERROR = ECONNREFUSED
    get c SO_ERROR = 0
    connect c A = ECONNABORTED`),
  table('connect to a listener', `${PAIR}
    poll c = OUT
    peer c = A
    connect c A = 0
    connect c A = EISCONN
    listen c 5 = EINVAL
    bind c B = EINVAL
    peer k = other
    port k = A
    accept s x = EAGAIN`),
  table('a stream', `${PAIR}
    recv k 100 = EAGAIN
    send c 10 = 10
    poll k = IN|OUT
    recv k 4 = 4
    recv k 100 = 6
    recv k 100 = EAGAIN`),
  table('half-close', `${PAIR}
    shutdown c WR = 0
    send c 1 = EPIPE
    poll k = IN|OUT|RDHUP
    recv k 10 = 0
    recv k 10 = 0
    send k 5 = 5
    recv c 10 = 5
    poll c = OUT
    close k = 0
    recv c 10 = 0
    poll c = HUP|IN|OUT|RDHUP
    shutdown c WR = ENOTCONN`),
  table('write after the peer has closed', `${PAIR}
    close k = 0
    poll c = IN|OUT|RDHUP
    send c 5 = 5
    poll c = ERR|HUP|IN|OUT|RDHUP
    send c 5 = EPIPE
    send c 5 = EPIPE
    recv c 5 = 0`),
  table('read after the broken pipe: the end of the stream comes before the error', `${PAIR}
    close k = 0
    send c 5 = 5
    recv c 5 = 0
    get c SO_ERROR = EPIPE
    recv c 5 = 0`),
  table('the peer closes with unread data', `${PAIR}
    send c 5 = 5
    close k = 0
    poll c = ERR|HUP|IN|OUT|RDHUP
    recv c 5 = ECONNRESET
    recv c 5 = 0
    send c 5 = EPIPE`),
  table('what came before a reset is read first', `${PAIR}
    send k 5 = 5
    linger k 0 = 0
    close k = 0
    recv c 3 = 3
    recv c 9 = 2
    recv c 9 = ECONNRESET
    recv c 9 = 0`),
  table('shutdown for reading', `${PAIR}
    shutdown c RD = 0
    recv c 5 = 0
    send c 5 = 5
    recv k 5 = 5
    poll c = IN|OUT|RDHUP`),
  table('shutdown both ways', `${PAIR}
    shutdown c RDWR = 0
    recv c 5 = 0
    send c 5 = EPIPE
    recv k 5 = 0
    poll c = HUP|IN|OUT|RDHUP`),
  table('the connection waits in the queue before accept', `${LISTENER}
    socket c tcp = 0
    connect c A = EINPROGRESS
    connect c A = 0
    send c 7 = 7
    poll s = IN
    accept s k = 0
    recv k 9 = 7`),
  table('and may be over by then', `${LISTENER}
    socket c tcp = 0
    connect c A = EINPROGRESS
    send c 7 = 7
    close c = 0
    accept s k = 0
    recv k 9 = 7
    recv k 9 = 0`),
  table('or reset', `${LISTENER}
    socket c tcp = 0
    connect c A = EINPROGRESS
    linger c 0 = 0
    close c = 0
    accept s k = 0
    recv k 9 = ECONNRESET`),
  table('closing a listener resets what waits', `${LISTENER}
    socket c tcp = 0
    connect c A = EINPROGRESS
    close s = 0
    recv c 1 = ECONNRESET
    socket d tcp = 0
    connect d A = EINPROGRESS
    get d SO_ERROR = ECONNREFUSED`),
  table('a listener that is shut down is a socket again', `${LISTENER}
    shutdown s RD = 0
    accept s k = EINVAL
    listen s 5 = 0`),
  table('restart while a connection stands: refused', `${PAIR}
    close s = 0
    socket t tcp = 0
    bind t A = EADDRINUSE
    set t SO_REUSEADDR 1 = 0
    bind t A = EADDRINUSE`),
  table('restart while the server has TIME-WAIT: refused', `${PAIR}
    close k = 0
    close c = 0
    close s = 0
    socket t tcp = 0
    bind t A = EADDRINUSE`),
  table('restart with SO_REUSEADDR on both: allowed', `
    socket s tcp = 0
    set s SO_REUSEADDR 1 = 0
    bind s A = 0
    listen s 5 = 0
    socket c tcp = 0
    connect c A = EINPROGRESS
    accept s k = 0
    close k = 0
    close c = 0
    close s = 0
    socket t tcp = 0
    set t SO_REUSEADDR 1 = 0
    bind t A = 0
    listen t 5 = 0`),
  table('where the client closed first the server has no TIME-WAIT', `${PAIR}
    close c = 0
    close k = 0
    close s = 0
    socket t tcp = 0
    bind t A = 0`),
  table('no descriptor left', `
    limit 5 = 0
    socket s tcp = 0
    bind s A = 0
    listen s 5 = 0
    socket c tcp = 0
    connect c A = EINPROGRESS
    accept s k = EMFILE
    socket x tcp = EMFILE
    close c = 0
    accept s k = 0`),
  table('a closed descriptor', `
    socket s tcp = 0
    close s = 0
    close s = EBADF
    bind s A = EBADF
    recv s 1 = EBADF
    poll s = NVAL`),
  table('TCP and UDP have ports of their own', `${LISTENER}
    socket u udp = 0
    bind u A = 0
    socket c tcp = 0
    connect c A = EINPROGRESS
    sendto u 3 A = 3
    recv u 9 = 3
    accept s k = 0`),
]; // prettier-ignore
