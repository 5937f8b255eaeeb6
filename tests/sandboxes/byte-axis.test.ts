import { describe, expect, it } from 'vitest';
import { setupOf } from '#player/model.ts';
import { tcpFlow } from '#sandboxes/tcp-flow/model.ts';
import { places } from '#sandboxes/tcp-flow/places.ts';
import { flightsOf, receiverStretches, senderStretches, shownPart, underway } from '#views/byte-axis.ts';

const ENDS = {
  written: 9000,
  acknowledged: 1000,
  sent: 3000,
  windowKnown: 4000,
  received: 2500,
  read: 2000,
  windowOffered: 1500,
};

describe('the stretches of the stream', () => {
  it('the sender: acknowledged, in flight, what the window still lets out, what waits', () => {
    expect(senderStretches(ENDS)).toEqual([
      { id: 'acknowledged', from: 0, to: 1000 },
      { id: 'in-flight', from: 1000, to: 3000 },
      { id: 'usable', from: 3000, to: 5000 },
      { id: 'waiting', from: 5000, to: 9000 },
    ]);
  });
  it('the receiver: read, buffered, free', () => {
    expect(receiverStretches(ENDS)).toEqual([
      { id: 'read', from: 0, to: 2000 },
      { id: 'buffered', from: 2000, to: 2500 },
      { id: 'window', from: 2500, to: 4000 },
    ]);
  });
  it('a shut window lets nothing out, and what has been sent beyond it is in flight all the same', () => {
    const shut = senderStretches({ ...ENDS, windowKnown: 0 });
    expect(shut.map(({ id }) => id)).toEqual(['acknowledged', 'in-flight', 'waiting']);
  });
  it('the part that is shown slides, and stays within the stream', () => {
    expect(shownPart(ENDS, 100_000, 10_000)).toEqual({ from: 0, to: 10_000 });
    expect(shownPart({ ...ENDS, acknowledged: 50_000, read: 50_000 }, 100_000, 10_000)).toEqual({
      from: 48_000,
      to: 58_000,
    });
    expect(shownPart({ ...ENDS, acknowledged: 99_000, read: 99_000 }, 100_000, 10_000)).toEqual({
      from: 90_000,
      to: 100_000,
    });
    expect(shownPart(ENDS, 500, 10_000)).toEqual({ from: 0, to: 500 });
  });
});

describe('packets between the ends', () => {
  const run = tcpFlow.run(setupOf(tcpFlow as never, 'slow-reader'));
  const flights = flightsOf(run, 'client', 0);
  it('are the data of the sender and the acknowledgments of the receiver', () => {
    expect(new Set(flights.map(({ name, kind }) => `${kind} ${name.split('/')[1]}`))).toEqual(
      new Set(['data client>server', 'ack server>client']),
    );
  });
  it('lie within what the sender has sent, and bring the edge of the window that it then knows', () => {
    const at = places();
    const byN = run.events.map((event) => at.take(event));
    for (const event of run.events.filter(({ kind }) => kind === 'send')) {
      for (const one of underway(flights, event.at + 1)) {
        const now = byN[run.events.findLast((other) => other.at <= event.at)!.n]!;
        if (one.kind === 'data') expect(one.to).toBeLessThanOrEqual(now.sent);
        else expect(one.from).toBeLessThanOrEqual(now.received);
        expect(one.along).toBeGreaterThanOrEqual(0);
        expect(one.along).toBeLessThan(1);
      }
    }
  });
});
