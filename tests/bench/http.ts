/** HTTP/1.1 requests as browsers send them: how fast they are read, beside Node's own parser; and a million inputs that are anything. */
import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import { bytesOf } from '#engine/http/octets.ts';
import { Parser } from '#engine/http/parser.ts';
import { SaidBefore } from '#engine/http/said-before.ts';
import { fuzz } from '../engine/http/fuzz.ts';
import { message } from '../engine/http/read.ts';
import { median } from './measure.ts';

const REQUESTS = 100_000;
/** What Chromium sends. `nth`: the browser goes from page to page, so that path, Referer and a cookie are others each time. */
const request = (nth?: number): Uint8Array => {
  const page = nth === undefined ? '' : String(100_000 + nth);
  return bytesOf(
    message([
      `GET /search?q=keepalive${page}&hl=ko HTTP/1.1`,
      'Host: www.example.com',
      'Connection: keep-alive',
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
      'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
      'Accept-Encoding: gzip, deflate, br, zstd',
      'Accept-Language: ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7',
      `Cookie: session=0123456789abcdef0123456789abcdef; theme=dark${page}`,
      `Referer: https://www.example.com/ko/${page}`,
      'Sec-Fetch-Dest: document',
      'Sec-Fetch-Mode: navigate',
      'Sec-Fetch-Site: same-origin',
      'Upgrade-Insecure-Requests: 1',
    ]),
  );
};
const REQUEST = request();

/** Several requests to a chunk, as a busy socket gives them; 64 KiB is what Node reads at once. */
const PER_CHUNK = Math.floor(65_536 / REQUEST.length);
const CHUNKS = Math.ceil(REQUESTS / PER_CHUNK);
const chunkOf = (each: (nth: number) => Uint8Array): Uint8Array =>
  Uint8Array.from(Array.from({ length: PER_CHUNK }, (_, nth) => [...each(nth)]).flat());
const SAME = chunkOf(() => REQUEST);
const OTHERS = chunkOf(request);

function fieldsIn(parser: Parser, bytes: Uint8Array): number {
  let seen = 0;
  for (let told = parser.push(bytes); told.length > 0; told = parser.resume())
    for (const one of told) if (one.kind === 'request') seen += one.head.fields.length;
  return seen;
}

/** All on one connection: how many fields were read. */
function onOne(chunk: Uint8Array): number {
  const parser = new Parser('request', {}, undefined, new SaidBefore());
  let seen = 0;
  for (let nth = 0; nth < CHUNKS; nth += 1) seen += fieldsIn(parser, chunk);
  return seen;
}
/** A connection for each. */
function onMany(): number {
  let seen = 0;
  for (let nth = 0; nth < CHUNKS * PER_CHUNK; nth += 1) seen += fieldsIn(new Parser('request'), REQUEST);
  return seen;
}

interface NodeParser {
  initialize(type: number, resource: object): void;
  execute(chunk: Buffer): number | Error;
  [callback: number]: unknown;
}

/** Node's own: llhttp with the fields made into strings, as its server has them. It is reached as the server reaches it. */
async function nodes(): Promise<{
  readonly read: (bytes: Uint8Array) => number;
  readonly close: () => void;
}> {
  const socket = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const server = createServer();
  server.emit('connection', socket);
  await new Promise((done) => setImmediate(done));
  const { parser } = socket as Duplex & { parser?: NodeParser };
  if (!parser) throw new Error('this Node keeps its parser elsewhere');
  const ON_HEADERS = 1;
  const ON_HEADERS_COMPLETE = 2;
  let seen = 0;
  parser[ON_HEADERS] = (fields: string[]) => void (seen += fields.length / 2);
  parser[ON_HEADERS_COMPLETE] = (_major: number, _minor: number, fields: string[] | undefined) => {
    seen += (fields?.length ?? 0) / 2;
    return 0;
  };
  for (const callback of [0, 3, 4]) parser[callback] = () => undefined;
  const read = (bytes: Uint8Array) => {
    const chunk = Buffer.from(bytes);
    seen = 0;
    for (let nth = 0; nth < CHUNKS; nth += 1) {
      const result = parser.execute(chunk);
      if (result instanceof Error) throw result;
    }
    return seen;
  };
  return { read, close: () => (socket.destroy(), server.close()) };
}

export async function benchHttp(): Promise<void> {
  const node = await nodes();
  const ways: readonly (readonly [string, Uint8Array, (chunk: Uint8Array) => number])[] = [
    ['the same request again and again on one connection', SAME, onOne],
    ['path, Referer and a cookie other each time', OTHERS, onOne],
    ['a connection for each', SAME, onMany],
  ];
  for (const [what, chunk, read] of ways) {
    const megabytes = (chunk.length * CHUNKS) / 1e6;
    if (node.read(chunk) !== read(chunk)) throw new Error('the two have not seen the same fields');
    const own = median(5, () => void read(chunk));
    const other = median(5, () => void node.read(chunk));
    const rate = (seconds: number) => `${Math.round(megabytes / seconds)} MB/s`;
    console.log(
      `HTTP/1.1, ${CHUNKS * PER_CHUNK} requests of ${Math.round(chunk.length / PER_CHUNK)} bytes, ${what}: ${rate(own)}; Node's own parser ${rate(other)}, ours is ${(other / own).toFixed(2)} of that`,
    );
  }
  node.close();
  const start = performance.now();
  const verdicts = { faults: 0, whole: 0 };
  for (let slice = 0; slice < 20; slice += 1) {
    const { faults, whole } = fuzz(slice % 2 === 0 ? 'request' : 'response', slice, 50_000);
    verdicts.faults += faults;
    verdicts.whole += whole;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(
    `1,000,000 random and mutated inputs, each in four cuts: no exception, no verdict differs; ${verdicts.faults} faulty, ${verdicts.whole} whole (${seconds} s)`,
  );
}
