/** Reason id of what a browser and a server do with a page -> the clause it follows from. The sentences: content/reasons/pageload.<lang>.json. */
export const reasons: Readonly<Record<string, string>> = {
  'pageload.found': 'RFC 9110 §4.1',
  'pageload.connect': 'RFC 9112 §9.4',
  'pageload.connected': 'RFC 9293 §3.5',
  'pageload.secured': 'RFC 9846 §2',
  'pageload.asked': 'RFC 9110 §9.3.1',
  'pageload.heard': 'RFC 9110 §3.4',
  'pageload.answered': 'RFC 9110 §15.3.1',
  'pageload.begins': 'RFC 9110 §3.4',
  'pageload.part': 'RFC 9110 §6.4',
  'pageload.stands': 'RFC 9293 §3.10.7.4',
  'pageload.goes-on': 'RFC 9293 §3.10.7.4',
  'pageload.stands-stream': 'RFC 9000 §2.2',
  'pageload.goes-on-stream': 'RFC 9000 §2.2',
  'pageload.done': 'RFC 9112 §8',
  'pageload.broken': 'RFC 9112 §9.5',
  'pageload.loaded': 'RFC 9110 §3.4',
};
