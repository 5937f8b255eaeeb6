import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import type { CdnEvent } from '#engine/cdn/events.ts';
import { eventAt } from '#engine/kernel/statement.ts';
import { finished, setupOf, type SandboxModel } from '#player/model.ts';
import { axisOf } from '#player/time-axis.ts';
import type { ViewsProps } from '#player/views.ts';
import { loadRoom } from '#sandboxes/rooms.ts';
import { cdn } from '#sandboxes/cdn/model.ts';
import { start } from '#sandboxes/cdn/run.ts';
import Views from '#sandboxes/cdn/Views.svelte';

const model = cdn as unknown as SandboxModel;

describe.each(['ko', 'en'] as const)('rendered without a browser, %s', (lang) => {
  test.each(model.scenarios.map((one) => [one.id, one] as const))(
    '%s: every word is in place, at the opening, at the start and at the end',
    async (id, scenario) => {
      const { text } = await loadRoom('cdn', lang);
      const setup = setupOf(model, id);
      const run = finished(start(setup));
      const moments = [-1, eventAt(run.events, scenario.opening)!.n, run.events.length - 1];
      for (const playhead of moments) {
        const props: ViewsProps<CdnEvent> = {
          run,
          other: undefined,
          playhead,
          atNs: run.events[playhead]?.at ?? 0,
          axis: axisOf(run),
          zoom: 1,
          parted: undefined,
          selection: undefined,
          select: () => {},
          seek: () => {},
          set: () => undefined,
          act: () => {},
          setup,
          text,
          lang,
        };
        const { body } = render(Views, { props });
        expect(body).not.toMatch(/undefined|NaN|\{\w+\}|null/);
        expect(body).toContain(text['city.seoul']);
        if (setup.parameters['beside'] !== 'none')
          expect(body).toContain(text[`choice.beside.${setup.parameters['beside']}`]);
      }
    },
  );
});
