import type { Run, TraceEvent } from '#engine/kernel/trace.ts';

/** A stretch of the stream, [from, to) in bytes from its start, and what it is. */
export interface Stretch {
  readonly id:
    'acknowledged' | 'in-flight' | 'usable' | 'waiting' | 'read' | 'buffered' | 'window' | 'out-of-order';
  readonly from: number;
  readonly to: number;
}

/** Where both ends of a stream stand, in bytes from its start. */
export interface Ends {
  readonly written: number;
  readonly acknowledged: number;
  readonly sent: number;
  readonly windowKnown: number;
  readonly received: number;
  readonly read: number;
  readonly windowOffered: number;
}

const kept = (stretches: readonly Stretch[]): Stretch[] => stretches.filter(({ from, to }) => to > from);

/** The sender's side: what may still go now is `usable`, whether anything has been written there or not. */
export function senderStretches({ written, acknowledged, sent, windowKnown }: Ends): Stretch[] {
  const edge = Math.max(sent, acknowledged + windowKnown);
  return kept([
    { id: 'acknowledged', from: 0, to: acknowledged },
    { id: 'in-flight', from: acknowledged, to: sent },
    { id: 'usable', from: sent, to: edge },
    { id: 'waiting', from: edge, to: Math.max(edge, written) },
  ]);
}

/** The receiver's side. */
export function receiverStretches({ received, read, windowOffered }: Ends): Stretch[] {
  return kept([
    { id: 'read', from: 0, to: read },
    { id: 'buffered', from: read, to: received },
    { id: 'window', from: received, to: received + windowOffered },
  ]);
}

/** The part of the stream that is shown: `width` bytes, so placed that what the sender waits for stands a fifth in. It slides as the stream goes on. */
export function shownPart(
  ends: Ends,
  totalBytes: number,
  width: number,
): { readonly from: number; readonly to: number } {
  const whole = Math.min(totalBytes, width);
  const from = Math.max(0, Math.min(Math.min(ends.acknowledged, ends.read) - whole / 5, totalBytes - whole));
  return { from: Math.round(from), to: Math.round(from + whole) };
}

/** A packet between the two ends. Data has its bytes; an acknowledgment the byte up to which it acknowledges, and the edge of the window that it brings. */
export interface Flight {
  readonly name: string;
  readonly kind: 'data' | 'ack';
  readonly from: number;
  readonly to: number;
  readonly sentAt: number;
  readonly endAt: number;
  readonly lost: boolean;
  readonly again: boolean;
}

/** Every flight of data or of an acknowledgment of it, in order of time. `shift` is the scale of the acknowledgments' windows. */
export function flightsOf(run: Run, sender: string, shift: number): Flight[] {
  const ends = new Map<unknown, TraceEvent>();
  for (const event of run.events)
    if ((event.kind === 'arrive' || event.kind === 'lost') && !ends.has(event['frame']))
      ends.set(event['frame'], event);
  return run.events.flatMap((event) => {
    if (event.kind !== 'send') return [];
    const end = ends.get(event['frame']);
    const [seq, ack, len] = [event['relSeq'], event['relAck'], event['len']].map(Number) as [
      number,
      number,
      number,
    ];
    const data = event.where === sender;
    if (data ? len === 0 : ack < 1 || String(event['flags']).includes('SYN')) return [];
    return {
      name: String(event['name']),
      kind: data ? 'data' : 'ack',
      from: (data ? seq : ack) - 1,
      to: data ? seq - 1 + len : ack - 1 + Number(event['window']) * 2 ** shift,
      sentAt: event.at,
      endAt: end?.at ?? event.at,
      lost: end?.kind === 'lost',
      again: event['retransmission'] === true,
    } as const;
  });
}

/** Those on their way at an instant, and how far along they are, from 0 to 1; a lost one ends where it was lost, half-way. */
export function underway(
  flights: readonly Flight[],
  atNs: number,
): readonly (Flight & { readonly along: number })[] {
  return flights
    .filter(({ sentAt, endAt }) => sentAt <= atNs && atNs < endAt)
    .map((one) => {
      const share = (atNs - one.sentAt) / Math.max(1, one.endAt - one.sentAt);
      return { ...one, along: one.lost ? share / 2 : share };
    });
}
