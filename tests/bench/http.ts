/** HTTP/1.1 requests as browsers send them: how fast they are read, beside Node's own parser; and a million inputs that are anything. */
import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import { bytesOf } from '#engine/http/octets.ts';
import { Parser } from '#engine/http/parser.ts';
import { fuzz } from '../engine/http/fuzz.ts';
import { message } from '../engine/http/read.ts';
import { median } from './measure.ts';

const REQUESTS = 100_000;
const REQUEST = bytesOf(
  message([
    'GET /search?q=keepalive&hl=ko HTTP/1.1',
    'Host: www.example.com',
    'Connection: keep-alive',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7',
    'Cookie: session=0123456789abcdef0123456789abcdef; theme=dark',
    'Referer: https://www.example.com/ko/',
    'Sec-Fetch-Dest: document',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-Site: same-origin',
    'Upgrade-Insecure-Requests: 1',
  ]),
);

/** Several requests to a chunk, as a busy socket gives them; 64 KiB is what Node reads at once. */
const PER_CHUNK = Math.floor(65_536 / REQUEST.length);
const CHUNK = new Uint8Array(PER_CHUNK * REQUEST.length);
for (let nth = 0; nth < PER_CHUNK; nth += 1) CHUNK.set(REQUEST, nth * REQUEST.length);
const CHUNKS = Math.ceil(REQUESTS / PER_CHUNK);

function ours(): number {
  const parser = new Parser('request');
  let seen = 0;
  for (let nth = 0; nth < CHUNKS; nth += 1)
    for (let told = parser.push(CHUNK); told.length > 0; told = parser.resume())
      for (const one of told) if (one.kind === 'request') seen += one.head.fields.length;
  return seen;
}

interface NodeParser {
  initialize(type: number, resource: object): void;
  execute(chunk: Buffer): number | Error;
  [callback: number]: unknown;
}

/** Node's own: llhttp with the fields made into strings, as its server has them. It is reached as the server reaches it. */
async function nodes(): Promise<{ readonly read: () => number; readonly close: () => void }> {
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
  const chunk = Buffer.from(CHUNK);
  const read = () => {
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
  const megabytes = (CHUNK.length * CHUNKS) / 1e6;
  const own = median(5, () => void ours());
  console.log(
    `HTTP/1.1: ${CHUNKS * PER_CHUNK} requests of ${REQUEST.length} bytes: ${Math.round(megabytes / own)} MB/s, ${Math.round((CHUNKS * PER_CHUNK) / own)} a second`,
  );
  const node = await nodes();
  if (node.read() !== ours()) throw new Error('the two have not seen the same fields');
  const other = median(5, () => void node.read());
  node.close();
  console.log(
    `Node's own parser: ${Math.round(megabytes / other)} MB/s; ours is ${(other / own).toFixed(2)} of that`,
  );
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
