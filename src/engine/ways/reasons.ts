/** Reason id of what a program of this room does -> the clause it follows from. The sentences: content/reasons/ways.<lang>.json. */
export const reasons: Readonly<Record<string, string>> = {
  'ways.write': 'RFC 6202 §1',
  'ways.read': 'RFC 9293 §3.9.1',
  'ways.ask': 'RFC 9110 §3.3',
  'ways.answer': 'RFC 9110 §3.4',
  'ways.nothing': 'RFC 9110 §15.3.5',
  'ways.hold': 'RFC 6202 §2.1',
  'ways.push': 'RFC 6455 §1.1',
};
