import { setupOf, type ModelCore, type Setup } from './model.ts';
import { checkSetup } from './setup.ts';

/** What a link holds: the setup, what of it differs from its scenario only, and the playhead. */
export interface Shared {
  readonly setup: Setup;
  readonly playhead: number;
}

export type SharedFault = 'damaged' | 'other-version' | 'other-sandbox' | 'out-of-bounds';

/** Version of the link's own form; the model has one besides. */
const FORM = 1;
/** A link that unpacks to more is not ours. */
const MOST_BYTES = 20_000;

/** A moment as plain data. */
export function written(model: ModelCore, { setup, playhead }: Shared): object {
  const plain = setupOf(model, setup.scenario).parameters;
  const changed = Object.fromEntries(
    Object.entries(setup.parameters).filter(([id, value]) => plain[id] !== value),
  );
  return { v: FORM, m: model.id, mv: model.version, s: { ...setup, parameters: changed }, p: playhead };
}

/** Plain data from outside as a moment, or what is wrong with it. Whose it is comes before of which version it is. */
export function read(model: ModelCore, value: unknown): Shared | SharedFault {
  if (typeof value !== 'object' || value === null) return 'damaged';
  const { v, m, mv, s, p } = value as Record<string, unknown>;
  if (typeof v !== 'number' || typeof mv !== 'number' || typeof m !== 'string') return 'damaged';
  if (v !== FORM) return 'other-version';
  if (m !== model.id) return 'other-sandbox';
  if (mv !== model.version) return 'other-version';
  const setup = checkSetup(model, s);
  if (!setup || !Number.isSafeInteger(p) || (p as number) < -1) return 'out-of-bounds';
  return { setup, playhead: p as number };
}

/** `#s=` and base64url of deflated JSON: in the hash, so that it never reaches a server. */
export async function encodeShare(model: ModelCore, shared: Shared): Promise<string> {
  const json = JSON.stringify(written(model, shared));
  const packed = await through(new TextEncoder().encode(json), new CompressionStream('deflate-raw'));
  return `#s=${btoa(String.fromCharCode(...packed))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')}`;
}

/**
 * Undefined where the hash is no link of ours at all. Never throws. What the sentence around a link left at its end (a full stop,
 * a Korean particle) is passed over.
 */
export async function decodeShare(model: ModelCore, hash: string): Promise<Shared | SharedFault | undefined> {
  const packed = /^#s=([\w-]*)/.exec(hash)?.[1];
  if (packed === undefined) return undefined;
  if (packed.length > MOST_BYTES) return 'damaged';
  let value: unknown;
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const json = await through(bytes, new DecompressionStream('deflate-raw'));
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return 'damaged';
  }
  return read(model, value);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(transform);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const part = read.value as Uint8Array;
    parts.push(part);
    length += part.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new RangeError('too long');
    }
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
