import selectors
import socket
import sys

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
loop = selectors.DefaultSelector()


class Peer:
    def __init__(self, sock):
        self.sock, self.unsent, self.total = sock, b"", 0

    def serve(self):
        """Does what can be done without waiting; says what it waits for, 0 at the end."""
        try:
            if not self.unsent:
                self.unsent = self.sock.recv(4096)
                self.total += len(self.unsent)
                if not self.unsent:
                    return 0
            self.unsent = self.unsent[self.sock.send(self.unsent) :]
        except BlockingIOError:
            pass
        return WRITE if self.unsent else READ


port = int(sys.argv[1]) if len(sys.argv) > 1 else 7000
listener = socket.create_server(("", port))
listener.setblocking(False)
loop.register(listener, READ)
print("listening on", port)
while True:
    for key, _ in loop.select():
        if key.fileobj is listener:
            sock, _ = listener.accept()
            sock.setblocking(False)
            loop.register(sock, READ, Peer(sock))
        elif events := key.data.serve():
            loop.modify(key.fileobj, events, key.data)
        else:
            print("echoed", key.data.total, "bytes")
            loop.unregister(key.fileobj)
            key.fileobj.close()
