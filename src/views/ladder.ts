import type { Run, TraceEvent } from '#engine/kernel/trace.ts';

/** A packet between two lanes: from the instant it leaves to the instant it arrives, or is lost midway. */
export interface Arrow {
  readonly name: string;
  readonly frame: number;
  readonly from: string;
  readonly to: string;
  /** 'SYN  seq=0', flags first. */
  readonly label: string;
  readonly sentAt: number;
  /** Null while nothing is known of its end (it is in flight when the run stops). */
  readonly endAt: number | null;
  readonly lost: boolean;
  readonly retransmission: boolean;
  /** Its bits were changed on the way. */
  readonly corrupt: boolean;
  /** A second copy of another arrow's packet. */
  readonly copy: boolean;
  readonly tone: 'syn' | 'data' | 'ack' | 'fin' | 'rst';
}

/** A lane's state from an instant on. */
export interface LaneState {
  readonly at: number;
  readonly n: number;
  readonly where: string;
  readonly state: string;
}

type Begun = Omit<Arrow, 'endAt' | 'lost'>;

export function arrowsOf(run: Run): Arrow[] {
  const arrows: Arrow[] = [];
  const begun = new Map<number, Begun>();
  for (const event of run.events) {
    const frame = event['frame'];
    if (typeof frame !== 'number') continue;
    if (event.kind === 'send' || !begun.has(frame)) begun.set(frame, begin(event, run));
    const arrow = begun.get(frame)!;
    if (event.kind === 'tamper' && event['act'] === 'corrupt') begun.set(frame, { ...arrow, corrupt: true });
    if (event.kind !== 'arrive' && event.kind !== 'lost') continue;
    arrows.push({ ...arrow, endAt: event.at, lost: event.kind === 'lost' });
    begun.set(frame, { ...arrow, endAt: event.at } as Begun);
  }
  const ended = new Set(arrows.map((arrow) => arrow.frame));
  for (const [frame, arrow] of begun)
    if (!ended.has(frame)) arrows.push({ ...arrow, endAt: null, lost: false });
  return arrows.sort((a, b) => a.sentAt - b.sentAt || a.frame - b.frame);
}

function begin(event: TraceEvent, run: Run): Begun {
  const frame = run.frames[event['frame'] as number]!;
  const flags = String(event['flags']);
  const length = Number(event['len']);
  const numbers = [`seq=${event['relSeq']}`];
  if (flags.includes('ACK')) numbers.push(`ack=${event['relAck']}`);
  if (length > 0) numbers.push(`len=${length}`);
  return {
    name: frame.name,
    frame: frame.id,
    from: frame.from,
    to: frame.to,
    label: `${flags}  ${numbers.join(' ')}`,
    sentAt: frame.sentAt,
    retransmission: event['retransmission'] === true,
    corrupt: false,
    copy: frame.copyOf !== undefined,
    tone: toneOf(flags, length),
  };
}

function toneOf(flags: string, length: number): Arrow['tone'] {
  if (flags.includes('RST')) return 'rst';
  if (flags.includes('SYN')) return 'syn';
  if (flags.includes('FIN')) return 'fin';
  return length > 0 ? 'data' : 'ack';
}

export function laneStatesOf(run: Run): LaneState[] {
  const last = new Map<string, string>();
  return run.events.flatMap((event) => {
    const state = event.set?.['state'];
    if (typeof state !== 'string' || last.get(event.where) === state) return [];
    last.set(event.where, state);
    return [{ at: event.at, n: event.n, where: event.where, state }];
  });
}
