"""Plays tables of calls (see calls.ts) on this machine's kernel: JSON cases on stdin, JSON results on stdout."""
import errno, json, resource, select, socket, struct, sys, time

LOOPBACK = '127.0.0.1'
FLAGS = (('ERR', select.POLLERR), ('HUP', select.POLLHUP), ('IN', select.POLLIN), ('NVAL', select.POLLNVAL),
         ('OUT', select.POLLOUT), ('RDHUP', select.POLLRDHUP))
HOW = {'RD': socket.SHUT_RD, 'WR': socket.SHUT_WR, 'RDWR': socket.SHUT_RDWR}
NAMES = {'SO_REUSEADDR', 'SO_REUSEPORT', 'SO_RCVBUF', 'SO_SNDBUF', 'SO_ERROR', 'SO_KEEPALIVE'}


def option(name):
    level = socket.SOL_SOCKET if name in NAMES else socket.IPPROTO_TCP
    return level, getattr(socket, name)


def free_ports():
    """Ports that nobody has, for either protocol, outside of the range that the kernel picks from."""
    found = {}
    port = 20000
    while len(found) < 6:
        port += 1
        with socket.socket(type=socket.SOCK_STREAM) as one, socket.socket(type=socket.SOCK_DGRAM) as two:
            try:
                one.bind(('0.0.0.0', port))
                two.bind(('0.0.0.0', port))
            except OSError:
                continue
        found['ABCDEF'[len(found)]] = port
    return {**found, '0': 0}


def play(lines, ports):
    sockets, results = {}, []
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)

    def name_of(port):
        return next((name for name, known in ports.items() if known == port), 'other')

    def run(line):
        verb, name, *rest = line.split(' ')
        one = sockets.get(name)
        if verb == 'socket':
            sockets[name] = socket.socket(type=socket.SOCK_STREAM if rest[0] == 'tcp' else socket.SOCK_DGRAM)
            sockets[name].setblocking(False)
            return 0
        if verb == 'limit':
            # as if 0, 1 and 2 and two more were all there are
            with socket.socket() as probe:
                lowest = probe.fileno()
            resource.setrlimit(resource.RLIMIT_NOFILE, (lowest + int(name) - 3, hard))
            return 0
        if verb == 'bind':
            one.bind((rest[1] if len(rest) > 1 else LOOPBACK, ports[rest[0]]))
        elif verb == 'listen':
            one.listen(int(rest[0]))
        elif verb == 'accept':
            fd, _ = one._accept()
            sockets[rest[0]] = socket.socket(one.family, one.type, one.proto, fileno=fd)
            sockets[rest[0]].setblocking(False)
        elif verb == 'connect':
            one.connect((LOOPBACK, ports[rest[0]]))
        elif verb == 'send':
            return one.send(bytes(int(rest[0])), socket.MSG_NOSIGNAL)
        elif verb == 'sendto':
            return one.sendto(bytes(int(rest[0])), (LOOPBACK, ports[rest[1]]))
        elif verb == 'recv':
            return len(one.recv(int(rest[0])))
        elif verb == 'shutdown':
            one.shutdown(HOW[rest[0]])
        elif verb == 'close':
            if one.fileno() < 0:
                raise OSError(errno.EBADF, 'closed')
            one.close()
        elif verb == 'set':
            one.setsockopt(*option(rest[0]), int(rest[1]))
        elif verb == 'linger':
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, int(rest[0])))
        elif verb == 'get':
            value = one.getsockopt(*option(rest[0]))
            return errno.errorcode[value] if rest[0] == 'SO_ERROR' and value else value
        elif verb == 'poll':
            if one.fileno() < 0:
                return 'NVAL'
            poller = select.poll()
            poller.register(one.fileno(), select.POLLIN | select.POLLOUT | select.POLLRDHUP)
            found = poller.poll(0)
            return '|'.join(flag for flag, bit in FLAGS if found[0][1] & bit) if found else 'none'
        elif verb in ('peer', 'port'):
            return name_of((one.getpeername() if verb == 'peer' else one.getsockname())[1])
        else:
            raise ValueError(line)
        return 0

    try:
        for line in lines:
            try:
                results.append(str(run(line)))
            except OSError as error:
                results.append('EOPNOTSUPP' if error.errno == errno.EOPNOTSUPP else errno.errorcode[error.errno])
            time.sleep(0.002)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for one in sockets.values():
            one.close()
    return results


json.dump([play(lines, free_ports()) for lines in json.load(sys.stdin)], sys.stdout)
