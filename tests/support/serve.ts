/**
 * A plain static server, as simple as any host: folders by their index.html, 404.html for what is not there, no headers but types.
 * `node tests/support/serve.ts [folder] [port]` serves the built site by hand; the browser tests import `serve`.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
};

export interface Served {
  /** Without a slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Port 0 takes any free one. Rejects where the port is taken. */
export async function serve(folder: string, port: number): Promise<Served> {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    answer(root, request.url ?? '/', response).catch((error: Error) =>
      response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(port, 'localhost', ready));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answer(root: string, url: string, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(url, 'http://localhost');
  const path = join(root, decoded(pathname));
  const inside = path === root || path.startsWith(root + sep);
  const found = inside ? await stat(path).catch(() => undefined) : undefined;
  if (found?.isDirectory() && !pathname.endsWith('/')) {
    response.writeHead(301, { location: `${pathname}/${search}` }).end();
    return;
  }
  const file = found?.isDirectory() ? join(path, 'index.html') : path;
  if (inside && (await stat(file).catch(() => undefined))?.isFile()) send(response, 200, file);
  else send(response, 404, join(root, '404.html'));
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/404.html';
  }
}

function send(response: ServerResponse, status: number, file: string): void {
  const stream = createReadStream(file);
  stream.once('error', () => response.writeHead(404, { 'content-type': 'text/plain' }).end('not found'));
  stream.once('open', () => {
    response.writeHead(status, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
    });
    stream.pipe(response);
  });
}

if (process.argv[1] === import.meta.filename) {
  const [folder = 'dist', port = '4321'] = process.argv.slice(2);
  try {
    const { origin } = await serve(folder, Number(port));
    console.log(`\nKeepalive is ready: ${origin}\nStop it with Ctrl+C.`);
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error(
      taken ? `Port ${port} is in use. Stop what uses it, or choose another: npm start -- dist 4322` : error,
    );
    process.exitCode = 1;
  }
}
