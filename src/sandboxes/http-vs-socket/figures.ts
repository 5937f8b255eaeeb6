import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent } from '#engine/net/events.ts';
import type { Way } from '#engine/ways/ways.ts';

/** What a way has cost up to an event, counted from its frames and its hosts' states. Bytes are those of frames on the wire. */
export interface Figures {
  readonly way: Way;
  readonly frames: number;
  /** Ethernet, IPv4 and TCP headers, of every frame. */
  readonly headerBytes: number;
  /** Of TCP's data: what was sent again; what programs had to say; what HTTP, WebSocket or the framing adds to it. */
  readonly againBytes: number;
  readonly contentBytes: number;
  readonly protocolBytes: number;
  /** Connections that were opened, open at the server at most, and in TIME-WAIT there now. */
  readonly opened: number;
  readonly held: number;
  readonly timeWait: number;
  /** Requests, and how many of their answers were empty; held by the server at most. */
  readonly requests: number;
  readonly empty: number;
  readonly waiting: number;
  /** By the model of left-out.memory: at the most. */
  readonly memoryBytes: number;
  /** How long each item took to come; ns. */
  readonly tookNs: readonly number[];
}

/** The model: for a connection that the server holds 3 KiB in the kernel and 2 KiB in the program; a held request; a TIME-WAIT. */
export const MEMORY = { connection: 5 * 1024, request: 1024, timeWait: 256 } as const;

/** States in which a connection is the program's to use. */
const OPEN: ReadonlySet<string> = new Set([
  'ESTABLISHED',
  'CLOSE-WAIT',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSING',
  'LAST-ACK',
]);

export function figuresOf(run: Run<NetEvent>, ways: readonly Way[], playhead: number): Figures[] {
  const all = new Map(ways.map((way) => [way as string, counter(way)]));
  for (const event of run.events) {
    if (event.n > playhead) break;
    const dash = event.where.indexOf('-');
    const one = all.get(dash < 0 ? event.where : event.where.slice(0, dash));
    if (one) count(one, event, run);
  }
  return [...all.values()].map(({ states: _states, content, payloadBytes, ...counted }) => {
    const contentBytes = Math.min(payloadBytes, content.client + content.server);
    return { ...counted, contentBytes, protocolBytes: payloadBytes - contentBytes };
  });
}

function counter(way: Way) {
  return {
    way,
    ...{ frames: 0, headerBytes: 0, againBytes: 0, payloadBytes: 0, opened: 0, held: 0, timeWait: 0 },
    ...{ requests: 0, empty: 0, waiting: 0, memoryBytes: 0 },
    content: { client: 0, server: 0 },
    tookNs: [] as number[],
    /** '<host>/<connection>' to its state. */
    states: new Map<string, string>(),
  };
}

function count(one: ReturnType<typeof counter>, event: NetEvent, run: Run<NetEvent>): void {
  const server = event.where.endsWith('-server');
  if (event.kind === 'send') {
    const { length } = run.frames[event.frame]!.bytes;
    one.frames += 1;
    one.headerBytes += length - event.len;
    if (event.retransmission) one.againBytes += event.len;
    else one.payloadBytes += event.len;
    if (event.flags === 'SYN' && !event.retransmission) one.opened += 1;
  } else if (event.kind === 'state') {
    one.states.set(`${event.where}/${event.connection}`, event.to);
    let [held, timeWait] = [0, 0];
    for (const [host, state] of one.states) {
      if (OPEN.has(state) && host.includes('-server/')) held += 1;
      if (state === 'TIME-WAIT' && host.includes('-server/')) timeWait += 1;
    }
    one.held = Math.max(one.held, held);
    one.timeWait = timeWait;
  } else if (event.kind === 'message' && event.act === 'read') one.tookNs.push(event.tookNs);
  const { asks, contentBytes, nothing, held } = event.set ?? {};
  if (typeof asks === 'number') one.requests = asks;
  if (typeof contentBytes === 'number') one.content[server ? 'server' : 'client'] = contentBytes;
  if (typeof nothing === 'number') one.empty = nothing;
  if (typeof held === 'number') one.waiting = Math.max(one.waiting, held);
  const now = MEMORY.connection * one.held + MEMORY.request * one.waiting + MEMORY.timeWait * one.timeWait;
  one.memoryBytes = Math.max(one.memoryBytes, now);
}

export const wireBytes = ({ headerBytes, againBytes, contentBytes, protocolBytes }: Figures): number =>
  headerBytes + againBytes + contentBytes + protocolBytes;
export const meanNs = (took: readonly number[]): number =>
  took.length === 0 ? 0 : Math.round(took.reduce((sum, each) => sum + each, 0) / took.length);
