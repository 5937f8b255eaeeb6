import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 7000

with socket.create_connection(("127.0.0.1", port)) as peer:
    peer.sendall(b"hello, socket")
    peer.shutdown(socket.SHUT_WR)
    received = b""
    while data := peer.recv(4096):
        received += data
print(f"received {len(received)} bytes: {received.decode()}")
