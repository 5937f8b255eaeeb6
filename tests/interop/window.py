"""
Records the congestion window of this machine's own kernel: python3 window.py <control> <seconds>, as root, prints lines of
seconds, window, threshold and flight (in segments) every 100 ms; tests/vectors/linux holds some.

Two network namespaces with a TUN device each; between them this program is the path: 10 Mbit/s one way behind a drop-tail queue of
33 frames (a bandwidth-delay product), 20 ms each way. Ethernet's 14 bytes are counted, as the engine's links do.
"""
import fcntl, os, select, socket, struct, subprocess, sys, threading, time
from collections import deque

SENDER, RECEIVER, PORT = "10.78.0.1", "10.78.0.2", 7777
RATE, FRAMES, DELAY = 10e6, 33, 0.020
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
TCP_INFO, TCP_CONGESTION = 11, 13


def urgent():
    """Neither the path nor the clock of the samples waits for other programs."""
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))


def device(name):
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return fd


def end(role, name, address, arguments):
    """A program in a namespace of its own that owns the device."""
    command = ["unshare", "-n", sys.executable, __file__, role, name, *arguments]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    program.stdout.readline()
    subprocess.run(["ip", "link", "set", name, "netns", str(program.pid)], check=True)
    program.stdin.write(address + "\n")
    program.stdin.flush()
    program.stdout.readline()
    return program


def settle(name):
    """In the namespace: waits for the device, and gives it its address."""
    print("here", flush=True)
    address = sys.stdin.readline().strip()
    for line in ("link set lo up", "addr add %s/24 dev %s" % (address, name), "link set %s txqueuelen 5000 up" % name):
        subprocess.run(["ip", *line.split()], check=True)
    urgent()


def receive(name):
    settle(name)
    listener = socket.create_server((RECEIVER, PORT))
    print("listening", flush=True)
    peer, _ = listener.accept()
    while peer.recv(1 << 18):
        pass


def send(name, control, seconds):
    settle(name)
    print("ready", flush=True)
    peer = socket.socket()
    peer.setsockopt(socket.IPPROTO_TCP, TCP_CONGESTION, control.encode())
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
    peer.connect((RECEIVER, PORT))
    peer.setblocking(False)
    began, block = time.monotonic(), bytes(65536)
    for n in range(int(float(seconds) * 10)):
        while time.monotonic() < began + n / 10:
            try:
                while True:
                    peer.send(block)
            except BlockingIOError:
                time.sleep(0.002)
        # struct tcp_info of linux/tcp.h: eight bytes, then numbers of 32 bits
        info = struct.unpack("24I", peer.getsockopt(socket.IPPROTO_TCP, TCP_INFO, 192)[8:104])
        print("%.1f %d %d %d" % (n / 10, info[18], info[17], info[4]), flush=True)
    os._exit(0)


def path(sender, receiver):
    urgent()
    there, back, free = deque(), deque(), 0.0
    while True:
        now = time.monotonic()
        first = min([queue[0][0] for queue in (there, back) if queue], default=now + 1)
        select.select([sender, receiver], [], [], max(0, first - now))
        for device, queue in ((sender, there), (receiver, back)):
            try:
                while True:
                    packet, now = os.read(device, 2048), time.monotonic()
                    if device == receiver:
                        queue.append((now + DELAY, now, packet))
                    elif sum(start > now for _, start, _ in queue) < FRAMES:
                        start = max(free, now)
                        free = start + (len(packet) + 14) * 8 / RATE
                        queue.append((free + DELAY, start, packet))
            except BlockingIOError:
                pass
        now = time.monotonic()
        for device, queue in ((receiver, there), (sender, back)):
            while queue and queue[0][0] <= now:
                os.write(device, queue.popleft()[2])


def record(control, seconds):
    devices = device("ka0"), device("ka1")
    receiver = end("receive", "ka1", RECEIVER, [])
    sender = end("send", "ka0", SENDER, [control, seconds])
    threading.Thread(target=path, args=devices, daemon=True).start()
    for line in sender.stdout:
        print(line, end="", flush=True)
    receiver.kill()


if __name__ == "__main__":
    if sys.argv[1] in ("receive", "send"):
        globals()[sys.argv[1]](*sys.argv[2:])
    else:
        record(*sys.argv[1:])
