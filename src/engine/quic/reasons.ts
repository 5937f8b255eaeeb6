/** Reason id of a QUIC packet -> the clause it follows from. The sentences: content/reasons/quic.<lang>.json. */
export const reasons: Readonly<Record<string, string>> = {
  'quic.handshake': 'RFC 9001 §4',
  'quic.zero-rtt': 'RFC 9001 §4.6',
  'quic.stream': 'RFC 9000 §2.2',
  'quic.done': 'RFC 9000 §19.20',
  'quic.ack': 'RFC 9000 §13.2.1',
  'quic.probe': 'RFC 9002 §6.2.4',
  'quic.send-again': 'RFC 9000 §13.3',
  'quic.discard': 'RFC 9001 §5.5',
};
