/** Reason id of an event of a program with messages -> the clause it follows from. The sentences: content/reasons/messages.<lang>.json. */
export const reasons: Readonly<Record<string, string>> = {
  'messages.write': 'RFC 1122 §4.1.4',
  'messages.send-datagram': 'RFC 768',
  'messages.read': 'RFC 1122 §4.1.4',
  'messages.read-behind-gap': 'RFC 8085 §3.3',
  'messages.read-overtaken': 'RFC 8085 §3.3',
  'messages.read-again': 'RFC 8085 §3.3',
  'messages.read-too-late': 'RFC 3550 §6.4.1',
  'messages.discard-datagram': 'RFC 1122 §4.1.3.4',
  'messages.play-start': 'RFC 3550 §6.4.1',
  'messages.play-show': 'RFC 3550 §5.1',
  'messages.play-glitch': 'RFC 3550 §5.1',
  'messages.play-freeze': 'RFC 9293 §3.10.3',
  'messages.play-resume': 'RFC 9293 §3.10.3',
  'messages.play-end': 'RFC 3550 §5.1',
};
