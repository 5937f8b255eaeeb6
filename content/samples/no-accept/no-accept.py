import socket

listener = socket.create_server(("127.0.0.1", 0), backlog=1)
address = listener.getsockname()

client = socket.create_connection(address)
print("connect() returned")
print("sent", client.send(b"hello"), "bytes")
