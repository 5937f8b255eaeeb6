/** tcp-congestion's largest setting: 200 flows for a minute through 20 Mbit/s, every packet over the whole stack. */
import { finished, setupOf, type SandboxModel } from '#player/model.ts';
import { heavy, start } from '#sandboxes/tcp-congestion/run.ts';
import { tcpCongestion } from '#sandboxes/tcp-congestion/model.ts';
import { median } from './measure.ts';

export function benchContest(): void {
  const model = tcpCongestion as unknown as SandboxModel;
  for (const id of ['crowd', 'lone']) {
    const setup = setupOf(model, id);
    let packets = 0;
    const seconds = median(3, () => {
      const { events } = finished(start(setup));
      const last = events.findLast((event) => event.kind === 'sample' && event.where === 'bottleneck')!;
      packets = Math.round(Number(last.set!['bytes']) / 1514);
    });
    const where = heavy(setup) ? 'off the page’s thread' : 'at once';
    console.log(
      `tcp-congestion, ${id}: ${seconds.toFixed(2)} s for ${packets} data packets, run ${where} (median of 3)`,
    );
  }
}
