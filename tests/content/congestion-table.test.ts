import { describe, expect, it } from 'vitest';
import { finished, setupOf, type Parameters, type SandboxModel } from '#player/model.ts';
import { figuresAt } from '#sandboxes/tcp-congestion/figures.ts';
import { tcpCongestion } from '#sandboxes/tcp-congestion/model.ts';
import { toldOf } from '#sandboxes/tcp-congestion/parameters.ts';
import { start } from '#sandboxes/tcp-congestion/run.ts';
import { numbersUnder, proseOf } from './table.ts';

/*
 * The table of congestion-control, and the shares that its sentences name: what the sandbox shows below its plots at the end of a run. Apart
 * from the other tables, since it takes half a minute.
 */
const model = tcpCongestion as unknown as SandboxModel;
const LANGUAGES = ['ko', 'en'] as const;
const CONTROLS = ['reno', 'vegas', 'westwood', 'bic', 'cubic', 'bbr'];

function figures(scenario: string, more: Parameters = {}) {
  const setup = setupOf(model, scenario);
  const parameters = { ...setup.parameters, ...more };
  const run = finished(start({ ...setup, parameters }));
  return figuresAt(run, run.events.length, toldOf(parameters), parameters['rateKbps'] as number);
}

describe('the table of congestion-control', () => {
  it.each(CONTROLS)(
    'has the four paths of %s',
    (first) => {
      const on = (more: Parameters) => figures('lone', { first, seconds: 30, ...more });
      const alone = on({});
      const ran = [
        alone.usePercent,
        alone.queueMs,
        Math.round(on({ loss: '1' }).usePercent),
        on({ bufferPercent: 800 }).queueMs,
        Math.round(on({ second: 'newreno' }).flows[0]!.sharePercent),
      ];
      for (const lang of LANGUAGES) {
        const said = numbersUnder('congestion-control', lang, 'computed', [1, 2, 3, 4, 5]);
        expect(said[CONTROLS.indexOf(first)], lang).toEqual(ran);
      }
    },
    180_000,
  );
  it.each(['bbr-shallow', 'bbr-deep', 'round-trips'])('is followed by the shares of %s', (scenario) => {
    const ran = figures(scenario).flows.map(({ rateKbps }) => (rateKbps / 1000).toFixed(1));
    for (const lang of LANGUAGES) {
      const text = proseOf('congestion-control', lang);
      expect(
        ran.filter((one) => !text.includes(one)),
        lang,
      ).toEqual([]);
    }
  });
});
