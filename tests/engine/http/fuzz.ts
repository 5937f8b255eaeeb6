import { stream } from '#engine/kernel/random.ts';
import { message, said, type How } from './read.ts';

const H = 'Host: a.example';
const TE = 'Transfer-Encoding: chunked';
/** What mutations begin with: each ends in another state of the machine. */
const REQUESTS = [
  message(['GET /a?b=c HTTP/1.1', H, 'Accept: */*', 'Cookie: a=b; c=d']),
  message(['POST / HTTP/1.1', H, 'Content-Length: 5', 'Expect: 100-continue'], 'hello'),
  message(['POST / HTTP/1.1', H, TE], '5;a="b"\r\nhello\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n'),
  message(['GET / HTTP/1.0', 'Connection: keep-alive']) + message(['GET /2 HTTP/1.0']),
  message(['GET / HTTP/1.1', H]) + message(['GET /2 HTTP/1.1', H]),
  message(['GET / HTTP/1.1', H, 'A: b', 'C: d']).repeat(3),
  message(['CONNECT a.example:443 HTTP/1.1', H]),
  message(['GET /chat HTTP/1.1', H, 'Upgrade: websocket', 'Connection: Upgrade'], 'frames'),
];
const RESPONSES = [
  message(['HTTP/1.1 200 OK', 'Content-Length: 5'], 'hello'),
  message(['HTTP/1.1 200 OK', TE], '5\r\nhello\r\n0\r\nX: y\r\n\r\n'),
  message(['HTTP/1.1 100 Continue']) + message(['HTTP/1.1 304 Not Modified', 'ETag: "x"']),
  message(['HTTP/1.1 204 No Content', 'A: b', ' c', 'D: e']).repeat(3),
  message(['HTTP/1.0 200 OK', 'A: b', '\tc'], 'until the end'),
  message(['HTTP/1.1 101 Switching Protocols', 'Upgrade: x'], 'frames'),
];
/** What mutations put in: what readers of HTTP have fallen over. */
const TOKENS = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    '\0',
    ' ',
    '\t',
    ':',
    ';',
    ',',
    '"',
    '\\',
    '\x7f',
    '\xff',
    '\x0b',
    '0',
    'f',
    '-',
    '+',
  ],
  ...[
    'Content-Length: 5\r\n',
    'Content-Length: 6\r\n',
    `${TE}\r\n`,
    'Transfer-Encoding: x\r\n',
    ' chunked\r\n',
    `${H}\r\n`,
  ],
  ...[
    'HTTP/1.1',
    'HTTP/1.0',
    'HTTP/2.0',
    'Connection: close\r\n',
    '0\r\n\r\n',
    'FFFFFFFFFFFFFFFF',
    'GET / HTTP/1.1\r\n',
  ],
];
const LIMITED = { startLineBytes: 60, lineBytes: 50, sectionBytes: 160, fields: 5, bodyBytes: 40 };

type Random = ReturnType<typeof stream>;
const pick = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)]!;

function mutated(seeds: readonly string[], random: Random): string {
  let text = pick(seeds, random);
  for (let times = random.below(3); times >= 0; times -= 1) {
    const at = random.below(text.length + 1);
    const cut = random.below(4) === 0 ? random.below(20) : random.below(2);
    text = text.slice(0, at) + (random.below(3) === 0 ? '' : pick(TOKENS, random)) + text.slice(at + cut);
  }
  return text;
}
const noise = (random: Random): string =>
  Array.from({ length: random.below(60) }, () =>
    random.below(3) === 0 ? pick(TOKENS, random) : String.fromCharCode(random.below(256)),
  ).join('');

/**
 * So many random and mutated inputs into one role's parser, each whole, byte by byte and in other pieces. Throws where the verdicts
 * differ, and gives how many were faulty and how many whole: a fuzz whose inputs are all refused, or all accepted, shows nothing.
 */
export function fuzz(
  role: 'request' | 'response',
  seed: number,
  times: number,
): { faults: number; whole: number } {
  const seeds = role === 'request' ? REQUESTS : RESPONSES;
  const random = stream(seed, `http-${role}`);
  const verdicts = { faults: 0, whole: 0 };
  for (let nth = 0; nth < times; nth += 1) {
    const input = random.below(5) === 0 ? noise(random) : mutated(seeds, random);
    const how: How = {
      role,
      ends: random.below(2) === 0,
      upgrades: random.below(2) === 0,
      method: pick(['GET', 'GET', 'HEAD', 'CONNECT'], random),
      ...(random.below(3) === 0 && { limits: LIMITED }),
    };
    const verdict = said(input, how);
    if (verdict.includes('fault')) verdicts.faults += 1;
    else if (verdict.includes('end')) verdicts.whole += 1;
    const pieces = [[1], [1 + random.below(9)], Array.from({ length: 5 }, () => 1 + random.below(40))];
    for (const each of pieces) {
      const other = said(input, { ...how, pieces: each });
      if (other !== verdict)
        throw new Error(JSON.stringify({ input, how, pieces: each, whole: verdict, other }));
    }
  }
  return verdicts;
}
