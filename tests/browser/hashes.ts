import { models } from '#sandboxes/models.ts';
import { setupOf } from '#player/model.ts';

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of every scenario of every sandbox: its events as JSON, then the bytes of its frames. Runs anywhere. */
export async function hashes(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const model of models) {
    for (const { id } of model.scenarios) {
      const { events, frames } = model.run(setupOf(model, id));
      const parts = [new TextEncoder().encode(JSON.stringify(events)), ...frames.map(({ bytes }) => bytes)];
      const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
      parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
      found[`${model.id}/${id}`] = hex(await crypto.subtle.digest('SHA-256', whole));
    }
  }
  return found;
}
