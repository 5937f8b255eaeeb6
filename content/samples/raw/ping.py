# needs CAP_NET_RAW
import os
import socket
import struct


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def echo_request(identifier, sequence, data):
    header = struct.pack("!BBHHH", 8, 0, 0, identifier, sequence)
    right = struct.pack("!BBHHH", 8, 0, checksum(header + data), identifier, sequence)
    return right + data


mine = os.getpid() & 0xFFFF
with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as raw:
    raw.settimeout(5)
    raw.sendto(echo_request(mine, 1, b"hello!"), ("127.0.0.1", 0))
    while True:
        packet = raw.recv(65535)
        header_length = (packet[0] & 15) * 4
        icmp_type, _, _, identifier, _ = struct.unpack_from("!BBHHH", packet, header_length)
        if identifier != mine:
            continue
        data = packet[header_length + 8 :].decode()
        print(f"IP header {header_length} bytes, protocol {packet[9]}, ICMP type {icmp_type}: {data}")
        if icmp_type == 0:
            break
