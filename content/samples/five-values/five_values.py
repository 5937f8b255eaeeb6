import socket

names = {0: "0"}


def show(call, sock):
    def end(address):
        host, port = address
        return f"{host}:{names.setdefault(port, 'ABC'[len(names) - 1])}"

    try:
        remote = end(sock.getpeername())
    except OSError:
        remote = "none"
    print(f"{call:<18}{end(sock.getsockname()):<14}{remote}")


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
show("server socket()", listener)
listener.bind(("127.0.0.1", 0))
show("server bind()", listener)
listener.listen()
show("server listen()", listener)

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
show("client socket()", client)
client.connect(listener.getsockname())
show("client connect()", client)

peer, _ = listener.accept()
show("server accept()", peer)
show("the listener", listener)
