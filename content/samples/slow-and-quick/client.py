import socket
import sys

address = ("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 7000)


def rest_of_talk(peer, last):
    peer.sendall(last)
    peer.shutdown(socket.SHUT_WR)
    received = b""
    while data := peer.recv(4096):
        received += data
    return received.decode()


with socket.create_connection(address) as slow, socket.create_connection(address) as quick:
    slow.sendall(b"let me ")
    print("quick:", rest_of_talk(quick, b"hello"))
    print("slow:", rest_of_talk(slow, b"think"))
