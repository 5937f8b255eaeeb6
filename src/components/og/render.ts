import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const FOLDER = 'node_modules/.cache/keepalive-pictures';

/** SVG to PNG, the same bytes from the same SVG on every machine: the renderer is WASM and brings its fonts. Kept between builds. */
export async function png(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const kept = join(FOLDER, `${createHash('sha256').update(svg).digest('hex').slice(0, 24)}.png`);
  if (existsSync(kept)) return new Uint8Array(readFileSync(kept));
  const { Resvg, fonts } = await renderer();
  const image = new Resvg(svg, {
    font: { fontBuffers: fonts, loadSystemFonts: false, defaultFontFamily: 'Nanum Gothic' },
  }).render();
  const bytes = new Uint8Array(image.asPng());
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(kept, bytes);
  return bytes;
}

let ready: Promise<{ Resvg: typeof import('@resvg/resvg-wasm').Resvg; fonts: Uint8Array[] }> | undefined;

function renderer() {
  ready ??= (async () => {
    const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
    await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
    const font = (name: string) =>
      new Uint8Array(readFileSync(require.resolve(`@expo-google-fonts/nanum-gothic/${name}`)));
    return {
      Resvg,
      fonts: [font('400Regular/NanumGothic_400Regular.ttf'), font('700Bold/NanumGothic_700Bold.ttf')],
    };
  })();
  return ready;
}
