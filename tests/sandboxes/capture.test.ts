import { describe, expect, it } from 'vitest';
import type { Run } from '#engine/kernel/trace.ts';
import { decodePcapng } from '#engine/wire/pcapng-reader.ts';
import { setupOf } from '#player/model.ts';
import { captureOf } from '#sandboxes/capture.ts';
import { models } from '#sandboxes/models.ts';
import { hasTshark, packetsOf } from '../support/tshark.ts';

const runOf = (sandbox: string, scenario: string): Run => {
  const model = models.find(({ id }) => id === sandbox)!;
  return model.run(setupOf(model, scenario));
};
const DAY_NS = 86_400e9;

describe('a capture', () => {
  it('has a frame at its time in the run on the second of January 1970, under its name', () => {
    const run = runOf('tcp-connection', 'clean');
    const { value, problems } = decodePcapng(captureOf(run));
    expect(problems).toEqual([]);
    expect(value!.packets.map(({ atNs, comment }) => [atNs - DAY_NS, comment])).toEqual(
      run.frames.map(({ sentAt, name }) => [sentAt, name]),
    );
  });
  it('says of a frame that did not arrive what became of it', () => {
    const { packets } = decodePcapng(captureOf(runOf('tcp-connection', 'lost-syn'))).value!;
    expect(packets.slice(0, 3).map(({ comment }) => comment)).toEqual([
      'wire/client>server/0 (lost: intervention)',
      'wire/client>server/1 (lost: intervention)',
      'wire/client>server/2',
    ]);
  });
  it('has an interface for each link, and a corrupted frame once, as it was sent', () => {
    const run = runOf('packet-lab', 'ping');
    const [first] = run.frames;
    const altered = { ...first!, id: run.frames.length, alteredFrom: 0, bytes: new Uint8Array(60) };
    const { interfaces, packets } = decodePcapng(
      captureOf({ ...run, frames: [...run.frames, altered] }),
    ).value!;
    expect(interfaces.map(({ name }) => name)).toEqual(['far', 'near']);
    expect(packets).toHaveLength(run.frames.length);
  });
});

const AGAIN = ['retransmission', 'fast_retransmission', 'spurious_retransmission', 'out_of_order'];
const AMISS = ['_ws.malformed', 'tcp.analysis.lost_segment', 'tcp.analysis.ack_lost_segment'];

/** Data after a gap is put in order first, as Wireshark does where it is asked to. */
const IN_ORDER = { preferences: ['tcp.reassemble_out_of_order:TRUE'] };

describe.skipIf(!hasTshark)(
  'tshark finds sent again what the run says is sent again, and nothing amiss',
  () => {
    it.each([
      ['tcp-connection', 'lost-syn'],
      ['tcp-connection', 'lost-syn-ack'],
      ['tcp-connection', 'simultaneous-open'],
      ['tcp-connection', 'lost-data'],
      ['tcp-connection', 'lost-last-ack'],
      ['tcp-connection', 'fast-retransmit'],
      ['tcp-connection', 'several-lost'],
      ['tcp-connection', 'several-lost-no-sack'],
      ['socket-lifecycle', 'backlog'],
      ['http-connections', 'http2-loss'],
      ['http-vs-socket', 'lost'],
      ['udp-vs-tcp', 'outage'],
    ])('%s: %s', (sandbox, scenario) => {
      const run = runOf(sandbox, scenario);
      const fields = [...AGAIN.map((flag) => `tcp.analysis.${flag}`), 'tcp.analysis.initial_rtt', ...AMISS];
      const rows = packetsOf(captureOf(run), ['frame.comment', ...fields], IN_ORDER);
      const nameOf = ([comment]: readonly string[]) => comment!.split(' ')[0];
      const again = rows.filter((cells) => cells.slice(1, 1 + AGAIN.length).some((cell) => cell !== ''));
      expect(again.map(nameOf)).toEqual(
        run.events
          .filter((event) => event.kind === 'send' && event['retransmission'] === true)
          .map((event) => event['name']),
      );
      expect(rows.filter((cells) => cells.slice(-AMISS.length).some((cell) => cell !== ''))).toEqual([]);
      // it has seen when the first SYN left
      expect(rows.some((cells) => Number(cells[1 + AGAIN.length]) > 0)).toBe(true);
    });
  },
);
