import { describe, expect, it } from 'vitest';
import { pictureIn, standalone } from '#cards/picture.ts';
import { runPicture } from '#components/run-picture.ts';
import { models } from '#sandboxes/models.ts';
import { all, xml } from '../support/xml.ts';

describe('a picture as a file', () => {
  const html = `<div><svg width="100%" height="900" role="group" aria-label="run" data-picture class="ladder svelte-a1">
    <!--[--><text class="host svelte-a1" x="27%" tabindex="0" onclick="alert(1)">A &amp; B</text><!--]-->
    <g class="playhead svelte-a1"><line y1="300.4" y2="300.4"></line></g></svg></div>`;
  const sheet = {
    css: `.host.svelte-a1{fill:var(--ink)} .gone.svelte-a1{fill:red} .host.svelte-a1:hover{fill:blue} .gone.svelte-a1, g :where(.host.svelte-a1){stroke:red}
      @media print{.host.svelte-a1{fill:black}} /* .host{fill:green} */`,
    tokens: new Map([
      ['--paper', '#fff'],
      ['--ink', '#111'],
      ['--loss', '#c00'],
    ]),
  };
  const made = standalone(pictureIn(html)!, sheet);
  it('brings the rules and colours that it uses, and no others', () => {
    const style = all(xml(made.svg), 'style')[0]!.text;
    expect(style).toContain('.host.svelte-a1{fill:var(--ink)}');
    expect(style).toContain('--ink:#111');
    expect(style).toContain('g :where(.host.svelte-a1){stroke:red}');
    expect(style).not.toMatch(/gone|hover|black|green|--loss/);
  });
  it('is as high as what has happened by the moment that is shown', () => {
    expect(xml(made.svg).attributes).toMatchObject({ viewBox: '0 0 720 329', width: '720', height: '329' });
  });
  it('is whole where time runs from left to right', () => {
    const upright = html.replace('y2="300.4"', 'y2="900"');
    expect(xml(standalone(pictureIn(upright)!, sheet).svg).attributes['height']).toBe('900');
  });
  it('has nothing to click, and is named by what is in it', () => {
    expect(made.svg).not.toMatch(/onclick|tabindex|aria-|data-/);
    expect(all(xml(made.svg), 'text')[0]!.text).toBe('A & B');
    expect(made.name).toMatch(/^keepalive-[0-9a-f]{16}\.svg$/);
    expect(standalone(pictureIn(html.replace('A &amp;', 'C &amp;'))!, sheet).name).not.toBe(made.name);
  });
  it('is missing where a run is shown by tables', () => {
    expect(pictureIn('<table></table><svg><path/></svg>')).toBeUndefined();
  });
});

/** The first scenario of each: what they draw is the same for all. */
describe.each(models)('what $id opens with', (model) => {
  it('is well-formed, styled and of reasonable size, or a table', async () => {
    const picture = await runPicture(model.id, model.scenarios[0]!.id, 'ko');
    if (!picture) return expect(['cache-policy']).toContain(model.id);
    const root = xml(picture.svg);
    expect(root.attributes['xmlns']).toBe('http://www.w3.org/2000/svg');
    expect(all(root, 'style')[0]!.text).toMatch(/\{[^}]*(fill|stroke):/);
    expect(picture.svg).not.toMatch(/undefined|NaN|light-dark/);
    const named = [...picture.svg.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !picture.svg.includes(`${name}:`))).toEqual([]);
    expect(picture.svg.length).toBeLessThan(40_000);
    expect(Number(root.attributes['height'])).toBeLessThanOrEqual(1200);
    expect(picture.alt).not.toBe('');
  });
});
