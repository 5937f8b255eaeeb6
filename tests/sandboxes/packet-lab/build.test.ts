import { describe, expect, it } from 'vitest';
import { decodeFrame } from '#engine/wire/packet.ts';
import { choiceOf, withInside, type Part } from '#sandboxes/packet-lab/build.ts';
import { arpFrame, pingFrame, tcpFrame, text, udpFrame } from '#sandboxes/packet-lab/packets.ts';

const names = (frame: Uint8Array) => decodeFrame(frame).map(({ name }) => name);
const problems = (frame: Uint8Array) => decodeFrame(frame).flatMap((layer) => layer.problems);

describe('a packet layer by layer', () => {
  const starts: [string, Uint8Array][] = [
    ['TCP', tcpFrame({})],
    ['UDP', udpFrame(7, text('hi'))],
    ['ICMP', pingFrame(text('hi'))],
    ['ARP', arpFrame()],
  ];
  it.each(starts)(
    '%s: whatever is put inside of whichever layer is there then, and all of it is right',
    (_, frame) => {
      const layers = decodeFrame(frame);
      let tried = 0;
      layers.forEach((layer, index) => {
        for (const part of choiceOf(layers, index)?.options ?? []) {
          const built = withInside(frame, layer, part);
          const now = decodeFrame(built);
          expect(problems(built), `${part} in ${layer.name}`).toEqual([]);
          expect(now[index + 1]?.name ?? 'nothing', `${part} in ${layer.name}`).toBe(part);
          expect(choiceOf(now, index)?.now).toBe(part);
          tried += 1;
        }
      });
      expect(tried).toBeGreaterThan(2);
    },
  );

  it('goes from an ARP packet to a DNS question over TCP', () => {
    const put = (frame: Uint8Array, into: string, part: Part) =>
      withInside(
        frame,
        decodeFrame(frame).find(({ name }) => name === into)!,
        part,
      );
    const built = put(put(put(arpFrame(), 'ethernet', 'ipv4'), 'ipv4', 'tcp'), 'tcp', 'dns');
    expect(names(built)).toEqual(['ethernet', 'ipv4', 'tcp', 'dns']);
  });

  it('nothing can be put into data, or into what an ICMP error quotes', () => {
    const layers = decodeFrame(udpFrame(7, text('hi')));
    expect(choiceOf(layers, layers.length - 1)).toBeUndefined();
  });
});
