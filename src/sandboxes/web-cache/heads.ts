import type { Frame, Run } from '#engine/kernel/trace.ts';
import type { ChainEvent } from '#engine/webcache/events.ts';

/** A header line of a message, and whether it came that way from the hop before. */
export interface HeadLine {
  readonly name: string;
  readonly value: string;
  /** Against what the sender got: 'same', 'new', 'changed'; undefined where it got nothing, but made it. */
  readonly against: 'same' | 'new' | 'changed' | undefined;
}

export interface OpenMessage {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly start: string;
  readonly lines: readonly HeadLine[];
  /** Names of what the hop before carried and this one does not. */
  readonly gone: readonly string[];
  /** The body's beginning, and its bytes. */
  readonly body: string;
  readonly bodyBytes: number;
  /** Who of the row made it. */
  readonly made: boolean;
}

/** The message of a frame, opened: its lines beside those of the hop before. */
export function openMessage(run: Run<ChainEvent>, frame: Frame): OpenMessage {
  const { start, fields, body, bodyBytes } = parted(frame.bytes);
  const before = hopBefore(run, frame);
  const old = before && parted(before.bytes).fields;
  const lines = fields.map(([name, value]): HeadLine => {
    const was = old?.find(([one]) => one.toLowerCase() === name.toLowerCase());
    const against =
      old === undefined ? undefined : was === undefined ? 'new' : was[1] === value ? 'same' : 'changed';
    return { name, value, against };
  });
  const names = new Set(fields.map(([name]) => name.toLowerCase()));
  const gone = (old ?? []).map(([name]) => name).filter((name) => !names.has(name.toLowerCase()));
  const { name, from, to } = frame;
  return { name, from, to, start, lines, gone, body, bodyBytes, made: old === undefined };
}

function parted(bytes: Uint8Array) {
  const text = String.fromCharCode(...bytes.subarray(0, 4096));
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...rest] = text.slice(0, Math.max(0, end)).split('\r\n');
  const fields = rest.map((line): readonly [string, string] => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const body = end < 0 ? '' : text.slice(end + 4, end + 44);
  return { start, fields, body, bodyBytes: end < 0 ? 0 : bytes.length - end - 4 };
}

/** What its sender got at this very instant and passed on: the same kind of message, of the same click. A node's own answer has none. */
function hopBefore(run: Run<ChainEvent>, frame: Frame): Frame | undefined {
  const sent = run.events.find((event) => event.kind === 'send' && event.frame === frame.id);
  if (sent?.kind !== 'send') return undefined;
  const arrived = run.events.findLast(
    (event) =>
      event.kind === 'arrive' &&
      event.n < sent.n &&
      event.at === sent.at &&
      event.where === sent.where &&
      event.message === sent.message &&
      event.click === sent.click,
  );
  return arrived?.kind === 'arrive' ? run.frames[arrived.frame] : undefined;
}
