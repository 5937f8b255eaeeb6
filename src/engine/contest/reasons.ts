/** Reason id of an event of a contest -> where its rule stands. The sentences: content/reasons/contest.<lang>.json. A flow's samples carry the rules of tcp/congestion. */
export const reasons: Readonly<Record<string, string>> = {
  'contest.start': 'RFC 9293 §3.10.1',
  'contest.sample': 'RFC 5166 §2.1',
  'contest.second': 'RFC 5166 §2.3',
};
