"""
The kernel's end of a TUN device, in a network namespace of its own (run by: unshare -n python3 tun.py <scenario> ...).
Packets go over stdin and stdout, each behind its length in two bytes, network order. What the programs on the kernel's
side found goes to stderr as one line of JSON. Loss, doubling, swapping and altered bits are made here, from a seed, on
packets of both directions, so that both ends have to repair.
"""
import fcntl, hashlib, json, os, random, select, socket, struct, subprocess, sys, threading, time

KERNEL, OURS, PORT = "10.77.0.1", "10.77.0.2", 7777
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def device(mtu):
    fd = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", b"ka0", IFF_TUN | IFF_NO_PI))
    for line in ("addr add %s/24 dev ka0" % KERNEL, "link set lo up", "link set ka0 mtu %d up" % mtu):
        subprocess.run(["ip", *line.split()], check=True)
    return fd


def shuttle(tun, trouble):
    """Moves packets both ways for as long as stdin is open."""
    draw = random.Random(trouble["seed"])
    held = {tun: None, 1: None}
    inbox = b""

    def give(to, packet):
        if to == tun:
            os.write(tun, packet)
        else:
            data = struct.pack("!H", len(packet)) + packet
            while data:
                data = data[os.write(1, data):]

    def troubled(to, packet):
        if draw.random() < trouble["loss"]:
            return
        if draw.random() < trouble["corrupt"]:
            packet = bytearray(packet)
            packet[draw.randrange(20, len(packet))] ^= 1 << draw.randrange(8)
            packet = bytes(packet)
        if draw.random() < trouble["swap"] and held[to] is None:
            held[to] = packet
            return
        give(to, packet)
        if draw.random() < trouble["double"]:
            give(to, packet)
        if held[to] is not None:
            packet, held[to] = held[to], None
            give(to, packet)

    while True:
        ready, _, _ = select.select([tun, 0], [], [], 0.05)
        if not ready:
            for to, packet in held.items():
                if packet is not None:
                    held[to] = None
                    give(to, packet)
        if tun in ready:
            packet = os.read(tun, 65535)
            if packet[0] >> 4 == 4:
                troubled(1, packet)
        if 0 in ready:
            got = os.read(0, 65536)
            if not got:
                return
            inbox += got
            while len(inbox) >= 2 and len(inbox) >= 2 + struct.unpack("!H", inbox[:2])[0]:
                length = struct.unpack("!H", inbox[:2])[0]
                troubled(tun, inbox[2:2 + length])
                inbox = inbox[2 + length:]


def read_all(peer):
    seen, count = hashlib.sha256(), 0
    while True:
        got = peer.recv(65536)
        if not got:
            return {"bytes": count, "sha256": seen.hexdigest()}
        seen.update(got)
        count += len(got)


def pattern(count):
    return hashlib.shake_128(b"keepalive").digest(count)


def name_of(error):
    import errno
    return errno.errorcode.get(error.errno, str(error)) if error.errno else type(error).__name__


def kernel_connects(given):
    """The kernel opens, sends, closes its half, and reads what comes back."""
    peer = socket.create_connection((OURS, PORT), timeout=given["seconds"])
    sent = pattern(given["bytes"])
    threading.Thread(target=lambda: (peer.sendall(sent), peer.shutdown(socket.SHUT_WR))).start()
    found = read_all(peer)
    peer.close()
    return {**found, "expected": hashlib.sha256(sent).hexdigest()}


def kernel_listens(given):
    """The kernel listens; what it reads it sends back once the other side has closed its half."""
    listener = socket.create_server((KERNEL, PORT))
    print(json.dumps({"listening": True}), file=sys.stderr, flush=True)
    listener.settimeout(given["seconds"])
    peer, _ = listener.accept()
    peer.settimeout(given["seconds"])
    seen = b""
    while True:
        got = peer.recv(65536)
        if not got:
            break
        seen += got
        if given.get("slow"):
            time.sleep(0.005)
    # close() waits until everything is acknowledged
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, int(given["seconds"])))
    peer.sendall(seen)
    peer.settimeout(None)
    peer.close()
    return {"bytes": len(seen), "sha256": hashlib.sha256(seen).hexdigest()}


def refused(given):
    try:
        socket.create_connection((OURS, PORT + 1), timeout=given["seconds"])
        return {"errno": None}
    except OSError as error:
        return {"errno": name_of(error)}


def reset(given):
    """Our side ends the connection by RST: the kernel's reader hears ECONNRESET."""
    peer = socket.create_connection((OURS, PORT), timeout=given["seconds"])
    peer.sendall(b"x")
    try:
        while peer.recv(1000):
            pass
        return {"errno": None}
    except OSError as error:
        return {"errno": name_of(error)}


def ping(given):
    done = subprocess.run(["ping", "-c", "3", "-i", "0.2", "-W", "2", "-s", str(given["bytes"]), OURS], capture_output=True, text=True)
    return {"ok": done.returncode == 0}


def udp(given):
    """Datagrams to a port that echoes, and one to a port where nobody is: ICMP makes that ECONNREFUSED."""
    peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    peer.settimeout(given["seconds"])
    peer.connect((OURS, PORT))
    sizes = []
    for size in given["sizes"]:
        peer.send(b"y" * size)
        sizes.append(len(peer.recv(65535)))
    other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    other.settimeout(given["seconds"])
    other.connect((OURS, PORT + 1))
    other.send(b"z")
    try:
        other.recv(10)
        return {"sizes": sizes, "errno": None}
    except OSError as error:
        return {"sizes": sizes, "errno": name_of(error)}


def connecting(port, count, address=OURS):
    """So many connections, one after the other, that nobody accepts; gives the sockets."""
    peers = []
    for _ in range(count):
        peer = socket.socket()
        peer.setblocking(False)
        peer.connect_ex((address, port))
        peers.append(peer)
        time.sleep(0.03)
    time.sleep(0.3)
    return peers


def opened(peer):
    try:
        peer.getpeername()
        return True
    except OSError:
        return False


def backlog(given):
    """How many connections open while nobody accepts: of a listener of ours, and of one of the kernel's own."""
    own = socket.create_server(("127.0.0.1", PORT), backlog=given["backlog"])
    return {
        "ours": sum(map(opened, connecting(PORT, given["count"]))),
        "kernel": sum(map(opened, connecting(PORT, given["count"], "127.0.0.1"))),
    }


def unread(given):
    """The kernel's program closes without having read what has come."""
    peer = socket.create_connection((OURS, PORT), timeout=given["seconds"])
    peer.sendall(b"x")
    time.sleep(0.3)
    peer.close()
    return {}


def cookies(given):
    """The kernel answers every SYN by a cookie, and reads a stream over what comes of it."""
    with open("/proc/sys/net/ipv4/tcp_syncookies", "w") as setting:
        setting.write("2")
    return kernel_listens(given)


def again(given):
    """Two connections from the same port, the second as soon as the first is over."""
    seen = []
    for _ in range(2):
        peer = socket.socket()
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        peer.settimeout(given["seconds"])
        peer.bind((KERNEL, PORT))
        began = time.monotonic()
        peer.connect((OURS, PORT))
        seen.append(peer.recv(10).decode())
        while peer.recv(10):
            pass
        peer.close()
        time.sleep(0.2)
    return {"seen": seen, "quick": time.monotonic() - began < 0.9}


def cross(given):
    """The kernel calls us from the port that we call."""
    peer = socket.socket()
    peer.settimeout(given["seconds"])
    peer.bind((KERNEL, PORT))
    peer.connect((OURS, PORT))
    peer.sendall(b"hello")
    return {"got": peer.recv(10).decode()}


def urgent(given):
    """Urgent data both ways: what the kernel takes for it, and what we take for the kernel's."""
    peer = socket.create_connection((OURS, PORT), timeout=given["seconds"])
    peer.send(b"abc!", socket.MSG_OOB)
    select.select([], [], [peer], given["seconds"])
    oob = peer.recv(1, socket.MSG_OOB).decode()
    return {"oob": oob, "rest": peer.recv(10).decode()}


def idle(given):
    """A silent connection on which the kernel asks every second whether we are there."""
    peer = socket.create_connection((OURS, PORT), timeout=given["seconds"])
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL):
        peer.setsockopt(socket.IPPROTO_TCP, option, 1)
    # it gives up after three seconds without an answer: before our patience ends, but not for one that a busy machine delays
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 2)
    peer.settimeout(3.5)
    try:
        return {"errno": None, "got": len(peer.recv(10))}
    except OSError as error:
        return {"errno": name_of(error)}


given = json.loads(sys.argv[1])
tun = device(given.get("mtu", 1500))
trouble = {"seed": 1, "loss": 0, "corrupt": 0, "swap": 0, "double": 0, **given.get("trouble", {})}
threading.Thread(target=shuttle, args=(tun, trouble), daemon=True).start()
try:
    result = globals()[given["scenario"]](given)
except OSError as error:
    result = {"error": name_of(error)}
print(json.dumps(result), file=sys.stderr, flush=True)
time.sleep(given.get("linger", 0.3))
os._exit(0)
