import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { axisOf } from '#player/time-axis.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import Ladder from '#views/Ladder.svelte';

const PICTURE = '../../public/clean-open-and-close.svg';
/** Flat colours of the light theme: a picture away from the page has no custom properties. */
const STYLE = `
  svg { background: #fcfbf8; font: 12px ui-monospace, Menlo, Consolas, monospace; }
  text { fill: #1d1c1a; } .host { font: 600 14px system-ui, sans-serif; text-anchor: middle; }
  .lane { stroke: #e3e0d7; stroke-width: 2; } .state line { stroke: #5d5a53; stroke-width: 2; } .state { font-size: 11px; }
  .shaft { stroke: var(--tone); stroke-width: 1.75; } .head { fill: var(--tone); } .reach, .playhead { display: none; }
  .words text { white-space: pre; paint-order: stroke; stroke: #fcfbf8; stroke-width: 4px; }
  .tone-syn { --tone: #0072b2; } .tone-data { --tone: #00785a; } .tone-ack { --tone: #a1507f; } .tone-fin { --tone: #b35900; } .tone-note { --tone: #6b6860; }
  .gap rect { fill: #fcfbf8; } .gap line { stroke: #5d5a53; stroke-dasharray: 2 4; } .gap text { fill: #5d5a53; text-anchor: middle; }
`;

it('the picture in the README is a print of this very run (accept a new one with -u)', async () => {
  const run = tcpConnection.run(setupOf(tcpConnection as unknown as SandboxModel, 'clean'));
  const { body } = render(Ladder, {
    props: {
      run,
      axis: axisOf(run),
      lanes: [
        { id: 'client', name: 'client' },
        { id: 'server', name: 'server' },
      ],
      atNs: run.endNs,
      playhead: run.events.length - 1,
      selection: undefined,
      select: () => undefined,
      label: 'A TCP connection from its SYN to the end of TIME-WAIT',
      words: { lost: 'lost', again: 'again', copy: 'copy', corrupt: 'corrupt' },
      scale: 64 / 20_000_000,
    },
  });
  const height = Number(/height="(\d+)"/.exec(body)![1]);
  const svg = body
    .slice(body.indexOf('<svg'), body.lastIndexOf('</svg>') + 6)
    .replace(/<!--.*?-->/g, '')
    .replace(/ svelte-[a-z0-9]+| (?:role|tabindex|aria-[a-z]+|data-[a-z]+)="[^"]*"| data-picture/g, '')
    .replace(
      /^<svg[^>]*>/,
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 ${height}" width="720" height="${height}">\n<style>${STYLE}</style>\n`,
    )
    .replaceAll('><g', '>\n<g');
  await expect(`${svg}\n`).toMatchFileSnapshot(PICTURE);
  expect(readFileSync(join(import.meta.dirname, PICTURE), 'utf8')).toContain('TIME-WAIT');
});
