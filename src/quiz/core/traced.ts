import { eventAt, fits } from '#engine/kernel/statement.ts';
import type { Run, TraceEvent } from '#engine/kernel/trace.ts';
import { duration } from '#i18n/format.ts';
import type { Posed } from './kinds.ts';
import type { QuestionOf } from './question.ts';

/** A packet of a run as it is drawn: times in nanoseconds. */
export interface Arrow {
  /** Of the option that it stands for; others are drawn, and cannot be chosen. */
  readonly option?: string;
  readonly from: string;
  readonly to: string;
  readonly sentAt: number;
  /** When it arrived, or was lost on the way. */
  readonly endAt: number;
  readonly lost: boolean;
  readonly label: string;
}

/** The packets of a run between hosts, for an eye to read. */
export interface Ladder {
  /** From left to right. */
  readonly lanes: readonly { readonly id: string; readonly name: string }[];
  readonly arrows: readonly Arrow[];
}

/** How hosts are named and events are told (`speech` of the player). */
export interface Teller {
  nameOf(where: string): string;
  say(event: TraceEvent): string;
}

/**
 * The item as a choice among packets of a run. Which are right is what the item's moments say of the trace; why another
 * was sent is what the engine says of it.
 */
export function traced(
  question: QuestionOf<'trace'>,
  run: Run,
  { nameOf, say }: Teller,
): { readonly posed: Posed; readonly ladder: Ladder } {
  const sends = [...run.events].filter((event) => event.kind === 'send' && fits(event, question.shown));
  const offered = sends.filter((event) => fits(event, question.offer));
  const right = new Set(question.is.map((moment) => eventAt(offered, moment)?.n));
  const idOf = (event: TraceEvent) => `n${event.n}`;
  const options = offered.map((event) => ({
    id: idOf(event),
    text: `${nameOf(event.where)} → ${nameOf(String(event['to']))} · ${labelOf(event)} · ${duration(event.at)}`,
    why: right.has(event.n) ? question.why : say(event),
  }));
  const { id, version, level, misconceptions, stem } = question;
  const common = { id, version, level, misconceptions, stem, options };
  const keys = offered.filter((event) => right.has(event.n)).map(idOf);
  const posed: Posed =
    keys.length === 1
      ? { ...common, kind: 'single', answer: keys[0]! }
      : { ...common, kind: 'several', answer: keys };
  const hosts = [...new Set(sends.flatMap((event) => [event.where, String(event['to'])]))];
  const arrows = sends.map((event) => ({
    ...(offered.includes(event) && { option: idOf(event) }),
    from: event.where,
    to: String(event['to']),
    sentAt: event.at,
    ...endOf(event, run),
    label: labelOf(event),
  }));
  return { posed, ladder: { lanes: hosts.map((host) => ({ id: host, name: nameOf(host) })), arrows } };
}

/** 'PSH,ACK seq=1 ack=1 len=100': what the header holds, with numbers counted from the ISN. */
function labelOf(event: TraceEvent): string {
  const { label, relSeq, relAck, len } = event;
  if (typeof relSeq !== 'number') return String(label);
  const ack = String(label).includes('ACK') ? ` ack=${relAck}` : '';
  return `${label} seq=${relSeq}${ack}${len ? ` len=${len}` : ''}`;
}

function endOf(sent: TraceEvent, run: Run): { endAt: number; lost: boolean } {
  const end = [...run.events].find(
    ({ kind, n, frame }) => n > sent.n && frame === sent['frame'] && (kind === 'arrive' || kind === 'lost'),
  );
  return { endAt: end?.at ?? run.endNs, lost: end?.kind === 'lost' };
}
