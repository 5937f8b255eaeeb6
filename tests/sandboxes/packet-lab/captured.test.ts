import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINK_TYPE } from '#engine/wire/capture.ts';
import { encodePcap } from '#engine/wire/pcap.ts';
import { encodePcapng } from '#engine/wire/pcapng.ts';
import { setupOf, type SandboxModel } from '#player/model.ts';
import { ladderOf, openCapture } from '#sandboxes/packet-lab/captured.ts';
import { packetLab } from '#sandboxes/packet-lab/model.ts';
import { pingFrame, text, udpFrame } from '#sandboxes/packet-lab/packets.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';

const capture = (sandbox: SandboxModel, scenario: string) =>
  sandbox.capture!(sandbox.run(setupOf(sandbox, scenario)));

describe('a capture of one’s own', () => {
  it('of a TCP connection: one conversation, its numbers relative, in the order of time', () => {
    const opened = openCapture(capture(tcpConnection as unknown as SandboxModel, 'clean'));
    expect(opened.problems).toEqual([]);
    expect(opened.conversations.map(({ hosts }) => hosts)).toEqual([['192.0.2.10', '192.0.2.80']]);
    const [syn, synAck, ack] = opened.packets.map(({ fields }) => fields);
    expect([syn!.flags, syn!.relSeq]).toEqual(['SYN', 0]);
    expect([synAck!.flags, synAck!.relAck]).toEqual(['SYN,ACK', 1]);
    expect([ack!.flags, ack!.relSeq, ack!.relAck]).toEqual(['ACK', 1, 1]);
    expect(opened.packets[0]!.atNs).toBe(0);
  });

  it('of several links: a packet that was routed is there once for each', () => {
    const opened = openCapture(capture(packetLab as unknown as SandboxModel, 'ping'));
    expect(opened.packets.map(({ fields }) => fields.label)).toEqual([
      'ICMP echo request',
      'ICMP echo request',
      'ICMP echo reply',
      'ICMP echo reply',
    ]);
  });

  const packet = udpFrame(7, text('hi')).subarray(14);
  it.each([
    ['raw IP', LINK_TYPE.rawIp, packet],
    ['BSD loopback', LINK_TYPE.null, Uint8Array.of(2, 0, 0, 0, ...packet)],
    ['Linux cooked', LINK_TYPE.linuxCooked, Uint8Array.of(...new Uint8Array(14), 8, 0, ...packet)],
    ['VLAN', LINK_TYPE.ethernet, Uint8Array.of(...new Uint8Array(12), 0x81, 0, 0, 5, 8, 0, ...packet)],
  ])('of another link is read all the same: %s', (_, linkType, bytes) => {
    const file = encodePcap({
      interfaces: [{ name: '', linkType }],
      packets: [{ interface: 0, atNs: 0, bytes }],
    });
    expect(openCapture(file).packets[0]!.fields).toMatchObject({
      protocol: 'udp',
      destinationPort: 7,
      len: 2,
    });
  });

  it('says of a cut packet how long it was', () => {
    const bytes = pingFrame(text('hello'));
    const cut = { interface: 0, atNs: 0, bytes: bytes.subarray(0, 40), originalLength: bytes.length };
    const [opened] = openCapture(encodePcapng({ interfaces: [{ name: '' }], packets: [cut] })).packets;
    expect([opened!.bytes.length, opened!.originalLength]).toEqual([40, 47]);
  });

  it('no file at all makes it throw', () => {
    const good = capture(packetLab as unknown as SandboxModel, 'fragments');
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 10 });
    fc.assert(
      fc.property(fc.nat(good.length), changes, (length, list) => {
        const file = good.slice(0, length);
        for (const [at, byte] of list) if (at < length) file[at] = byte;
        const { packets, conversations } = openCapture(file);
        expect(conversations.flatMap((one) => one.packets).length).toBeLessThanOrEqual(packets.length);
        for (const { bytes, fields } of packets) expect(fields.len).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('its ladder', () => {
  const { packets } = openCapture(capture(tcpConnection as unknown as SandboxModel, 'clean'));
  const { run, axis } = ladderOf(packets);
  it('has an arrow for every packet, one below the other, whatever the time between', () => {
    expect(run.frames).toHaveLength(packets.length);
    expect(run.frames.map(({ sentAt }) => axis.toAxis(sentAt))).toEqual(packets.map((_, index) => index));
  });
  it('tears where nothing was heard for a second', () => {
    const { axis: torn } = ladderOf([packets[0]!, { ...packets[1]!, atNs: 3_000_000_000 }]);
    expect(torn.gaps).toEqual([{ fromNs: 0, toNs: 3_000_000_000 }]);
  });
  it('packets of one instant, or out of order, still come in the order of the file', () => {
    const same = packets.slice(0, 3).map((one) => ({ ...one, atNs: 7 }));
    const times = ladderOf(same).run.frames.map(({ sentAt }) => sentAt);
    expect(times).toEqual([7, 8, 9]);
  });
});
