import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 7000


def exactly(stream, size):
    data = stream.read(size)  # reads on until it has them all, or the connection ends
    if len(data) < size:
        raise EOFError("the connection ended within a message")
    return data


def line(stream):
    text = stream.readline()
    if not text.endswith(b"\r\n"):
        raise EOFError("the connection ended within a line")
    return text[:-2]


def response(stream):
    status = int(line(stream).split(b" ")[1])  # HTTP/1.1 200 OK
    fields = {}
    while field := line(stream):  # an empty line ends the fields
        name, value = field.split(b":", 1)
        fields[name.lower()] = value.strip()
    if fields.get(b"transfer-encoding") != b"chunked":
        return status, exactly(stream, int(fields[b"content-length"]))
    body = b""
    while size := int(line(stream).split(b";")[0], 16):  # hexadecimal; 0 is the last
        body += exactly(stream, size)
        exactly(stream, 2)  # \r\n after each chunk
    while line(stream):  # trailer fields, then an empty line
        pass
    return status, body


with socket.create_connection(("127.0.0.1", port)) as peer:
    stream = peer.makefile("rb")  # a buffer: one recv() may end anywhere
    for path in ("/fixed", "/chunked"):
        peer.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        status, body = response(stream)
        print(f"{path}: {status}, {len(body)} bytes, {len(body.decode())} characters")
