# needs CAP_NET_RAW
import socket
import struct

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 0))
receiver.settimeout(5)
port = receiver.getsockname()[1]

data = b"trust me"
source, destination = socket.inet_aton("203.0.113.66"), socket.inet_aton("127.0.0.1")
ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 0, 0, 0, 64, socket.IPPROTO_UDP, 0, source, destination)
udp = struct.pack("!HHHH", 53, port, 8 + len(data), 0)

with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as raw:
    raw.sendto(ip + udp + data, ("127.0.0.1", 0))

print(*receiver.recvfrom(100))
