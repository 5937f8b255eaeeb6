import errno
import select
import socket
import struct


def name(error):
    return errno.errorcode[error.errno]


listener = socket.create_server(("127.0.0.1", 0))
client = socket.socket()
client.setblocking(False)
print("connect:", errno.errorcode[client.connect_ex(listener.getsockname())])
select.select([], [client], [])
print("writable, SO_ERROR:", client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))

peer, _ = listener.accept()
peer.setblocking(False)
try:
    peer.recv(100)
except BlockingIOError as error:
    print("recv, nothing there:", name(error))

message = bytes(100_000_000)
print("send took it all:", client.send(message) == len(message))
try:
    while True:
        client.send(message)
except BlockingIOError as error:
    print("send, no room:", name(error))

stranger = socket.create_connection(listener.getsockname())
stranger.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", 0, 50_000))
try:
    stranger.recv(100)
except BlockingIOError as error:
    print("recv with SO_RCVTIMEO:", name(error))
