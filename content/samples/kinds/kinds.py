import socket

for kind in socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET:
    sender, receiver = socket.socketpair(socket.AF_UNIX, kind)
    sender.send(b"ab")
    sender.send(b"cd")
    print(f"{kind.name:<16}{receiver.recv(1)!r:<7}{receiver.recv(100)!r}")
