import { execFileSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zipOf } from '#cards/zip.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const files = new Map([
  ['collection.anki2', text('a '.repeat(5000))],
  ['items/한글.xml', text('<p>안녕하세요</p>')],
  ['empty', new Uint8Array()],
]);

describe('a zip', () => {
  it('has every file, under its name, in their order', () => {
    const read = unzipSync(zipOf(files));
    expect(Object.keys(read)).toEqual([...files.keys()]);
    for (const [name, bytes] of files) expect(read[name], name).toEqual(new Uint8Array(bytes));
  });
  it('is read by another program, which checks each sum', () => {
    const check =
      'import io, sys, zipfile; z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); print(z.testzip(), *(one.filename for one in z.infolist()), z.infolist()[0].date_time)';
    let said;
    try {
      const input = zipOf(files);
      said = execFileSync('python3', ['-c', check], { input, env: { ...process.env, PYTHONUTF8: '1' } });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // a machine without Python
      throw error;
    }
    expect(said.toString().trim()).toBe(`None ${[...files.keys()].join(' ')} (1980, 1, 1, 0, 0, 0)`);
  });
  it('packs: what repeats takes little', () => {
    expect(zipOf(files).length).toBeLessThan(600);
  });
  it('is the same to the byte from the same files', () => {
    expect(zipOf(files)).toEqual(zipOf(files));
  });
  it('refuses more files than its format counts', () => {
    const many = new Map(Array.from({ length: 65_536 }, (_, n) => [String(n), new Uint8Array()]));
    expect(() => zipOf(many)).toThrow('65535');
  });
});
