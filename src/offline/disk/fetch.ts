/**
 * Browsers refuse fetch() of files, but run classic scripts. So each data file of the edition is a script `<file>.js` that hands
 * its bytes over as base64 (src/offline/data.ts writes them), and this stands in for fetch: same call, same Response.
 */
import { fileOf } from './address.ts';
import { root } from './root.ts';

declare global {
  /** Called by every data script. */
  var keepaliveFile: (path: string, base64: string) => void;
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  txt: 'text/plain',
};
const arrived = new Map<string, string>();
const asked = new Map<string, Promise<string | undefined>>();
const real = globalThis.fetch.bind(globalThis);

globalThis.keepaliveFile = (path, base64) => arrived.set(path, base64);
globalThis.fetch = async (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  if (/^(data|blob):/.test(address)) return real(input, init);
  const path = fileOf(address, document.baseURI, root);
  if (path === undefined)
    throw new TypeError(`${address} is not part of this edition, and nothing is asked of a network`);
  let content = asked.get(path);
  if (!content) asked.set(path, (content = load(path)));
  const base64 = await content;
  if (base64 === undefined) return new Response(null, { status: 404 });
  const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return new Response(
    Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)),
    { headers: { 'content-type': type } },
  );
};

function load(path: string): Promise<string | undefined> {
  return new Promise((done) => {
    const script = document.createElement('script');
    script.src = `${root + path}.js`;
    script.onload = script.onerror = () => {
      script.remove();
      done(arrived.get(path));
      arrived.delete(path);
    };
    document.head.append(script);
  });
}
