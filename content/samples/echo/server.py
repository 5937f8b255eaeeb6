import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 7000

with socket.create_server(("", port)) as listener:
    print("listening on", port)
    while True:
        peer, address = listener.accept()
        with peer:
            total = 0
            while data := peer.recv(4096):
                peer.sendall(data)
                total += len(data)
        print("echoed", total, "bytes")
