import type { Run } from '#engine/kernel/trace.ts';
import type { MessageEvent, NetEvent } from '#engine/net/events.ts';

/** What became of one message at one receiver. Times in ns; null where it never happened. */
export interface Fate {
  readonly message: number;
  readonly writtenAt: number | null;
  /** Its first whole copy reached the receiving host, whether or not its program could have it then. */
  readonly arrivedAt: number | null;
  /** The program got it, first and again. */
  readonly readAt: readonly number[];
  /** Where a packet that carried it ended on its way. */
  readonly lostAt: readonly number[];
  /** The player came to its turn and had it not. */
  readonly glitchAt: number | null;
}

/**
 * The fates of all messages of `count` at `receiver`, of what has happened up to event `playhead`. Which packets carry a
 * message is read from them: of UDP the n-th of the sender's, of TCP the bytes from n times its size on.
 */
export function fatesOf(
  run: Run<NetEvent>,
  over: 'udp' | 'tcp',
  receiver: string,
  count: number,
  bytes: number,
  playhead: number,
): Fate[] {
  const fates = Array.from({ length: count }, (_, message) => ({
    message,
    writtenAt: null as number | null,
    arrivedAt: null as number | null,
    readAt: [] as number[],
    lostAt: [] as number[],
    glitchAt: null as number | null,
  }));
  const carried = (event: NetEvent): typeof fates => {
    if (event['protocol'] !== over || Number(event['len']) === 0) return [];
    if (over === 'udp') {
      const number = datagramNumber(run, Number(event['frame']));
      return fates.slice(number, number + 1);
    }
    const from = Number(event['relSeq']) - 1;
    return fates.filter(
      ({ message }) => message * bytes < from + Number(event['len']) && (message + 1) * bytes > from,
    );
  };
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.kind === 'message') {
      const fate = fates[event.message];
      if (!fate) continue;
      if (event.act === 'write' && event.where === `${over}-sender`) fate.writtenAt = event.at;
      if (event.act === 'read' && event.where === receiver) fate.readAt.push(event.at);
    } else if (event.kind === 'play' && event.act === 'glitch' && event.where === receiver) {
      const fate = fates[event.message];
      if (fate) fate.glitchAt = event.at;
    } else if (event.kind === 'arrive' && event.where === receiver) {
      for (const fate of carried(event)) fate.arrivedAt ??= event.at;
    } else if (event.kind === 'lost' && run.frames[event.frame]?.to === receiver) {
      for (const fate of carried(event)) fate.lostAt.push(event.at);
    }
  }
  return fates;
}

/** The first message in the packet of that name, and over what it goes; undefined where it carries none. */
export function messageOf(
  run: Run<NetEvent>,
  name: string,
  bytes: number,
): { readonly over: string; readonly message: number } | undefined {
  const event = run.events.find((one) => one.kind === 'send' && one.name === name);
  if (event?.kind !== 'send' || event.len === 0) return undefined;
  if (event.protocol === 'udp') return { over: 'udp', message: datagramNumber(run, event.frame) };
  return event.protocol === 'tcp'
    ? { over: 'tcp', message: Math.floor((event.relSeq - 1) / bytes) }
    : undefined;
}

/** The number in the datagram: behind Ethernet's 14, IP's 20 and UDP's 8 bytes, and the length. */
function datagramNumber(run: Run<NetEvent>, frame: number): number {
  const bytes = run.frames[frame]?.bytes;
  return bytes && bytes.length >= 46 ? (bytes[44]! << 8) | bytes[45]! : -1;
}

/** What it cost and what came of it, up to event `playhead`, over UDP or TCP. */
export interface Figures {
  /** Frames that the sender put on its link, and their bytes; of those, packets that carried a message again. */
  readonly sentFrames: number;
  readonly sentBytes: number;
  readonly again: number;
  /** Frames that the receivers sent. */
  readonly answers: number;
  /** Longest from write to read. */
  readonly longestNs: number;
}

export function figuresOf(run: Run<NetEvent>, over: 'udp' | 'tcp', playhead: number): Figures {
  const figures = { sentFrames: 0, sentBytes: 0, again: 0, answers: 0, longestNs: 0 };
  for (const event of run.events) {
    if (event.n > playhead) break;
    if (event.kind === 'send' && event.where === `${over}-sender`) {
      figures.sentFrames += 1;
      figures.sentBytes += run.frames[event.frame]!.bytes.length;
      if (event.retransmission) figures.again += 1;
    } else if (event.kind === 'send' && event.where.startsWith(`${over}-receiver`)) figures.answers += 1;
    else if (isFirstRead(event) && event.where.startsWith(over))
      figures.longestNs = Math.max(figures.longestNs, event.tookNs);
  }
  return figures;
}

const isFirstRead = (event: NetEvent): event is MessageEvent =>
  event.kind === 'message' && event.act === 'read' && event.reason !== 'messages.read-again';
