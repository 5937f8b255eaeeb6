/** Reason id of an event of IP, a link or a box on the way -> the clause it follows from. The sentences: content/reasons/net.<lang>.json. */
export const reasons: Readonly<Record<string, string>> = {
  'ip.discard-faulty': 'RFC 1122 §3.2.1',
  'ip.discard-not-mine': 'RFC 1122 §3.2.1.3',
  'ip.discard-bad-source': 'RFC 9293 §3.9.2.3',
  'ip.discard-fragment': 'RFC 791 §2.3',
  'ip.discard-protocol': 'RFC 1122 §3.2.2.1',
  'net.discard-frame': 'IEEE 802.3 §4.2.9',
  'net.arrived': 'RFC 9293 §3.10.7',
  'net.lost': 'RFC 9293 §1',
  'net.dropped': 'RFC 9293 §1',
  'net.queue-full': 'RFC 7567 §2',
  'net.delayed': 'RFC 9293 §1',
  'net.duplicated': 'RFC 9293 §1',
  'net.corrupted': 'RFC 9293 §3.1',
};
