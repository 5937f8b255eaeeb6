/**
 * The notation of packetdrill (Cardwell et al., USENIX ATC 2013), as far as these tests need it: a line is a time and what happens then.
 *
 *   0.1   < S 0:0(0) win 65535 <mss 1000,sackOK>       a segment arrives; numbers count from each side's first
 *   +0    > S. 0:0(0) ack 1 <...>                      this one must leave, within the tolerance; <...> is any options
 *   +.1   write(4, ..., 100) = 100                     a call, and what it must give: a number, or -1 and an errno
 *   +0...0.5 read(4, ..., 10) = 10                     a call that waits until then
 *   +0    < icmp unreachable frag_needed mtu 1400 [1:1001(1000)]
 */
import { FLAG } from '#engine/wire/tcp.ts';
import type { TcpOption } from '#engine/wire/tcp-options.ts';

export interface Segment {
  readonly flags: number;
  /** The IP header's two bits; null: any. */
  readonly ecn: number | null;
  readonly seq: number;
  readonly length: number;
  readonly ack: number;
  /** Null: any. */
  readonly window: number | null;
  readonly urgent: number;
  /** Null: any. */
  readonly options: readonly TcpOption[] | null;
}
export type Action =
  | { readonly kind: 'in' | 'out'; readonly segment: Segment }
  | { readonly kind: 'icmp'; readonly code: number; readonly mtu: number; readonly seq: number }
  | {
      readonly kind: 'call';
      readonly call: string;
      readonly args: readonly string[];
      readonly gives: string;
    };
/** Seconds. `until`: when a call that waits comes back; of a segment, the latest time. */
export interface Line {
  readonly text: string;
  readonly at: number;
  readonly until: number;
  /** A call that may wait. */
  readonly waits: boolean;
  readonly action: Action;
}

const FLAGS: Readonly<Record<string, number>> = {
  ...{
    S: FLAG.SYN,
    F: FLAG.FIN,
    R: FLAG.RST,
    P: FLAG.PSH,
    U: FLAG.URG,
    E: FLAG.ECE,
    W: FLAG.CWR,
    '.': FLAG.ACK,
  },
};
const MARKS: Readonly<Record<string, number>> = { noecn: 0, ect1: 1, ect0: 2, ce: 3 };
const UNREACHABLE: Readonly<Record<string, number>> = {
  ...{
    net_unreachable: 0,
    host_unreachable: 1,
    protocol_unreachable: 2,
    port_unreachable: 3,
    frag_needed: 4,
  },
};
const SEGMENT =
  /^(?:\[(\w+)\] *)?([SFRPUEW.]+|-) +(\d+):(\d+)\((\d+)\)(?: ack (\d+))?(?: win (\d+))?(?: urg (\d+))?(?: <(.*)>)?$/;

/** Throws where a line is none. */
export function parse(text: string): Line[] {
  let last = 0;
  const lines: Line[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\/\/.*/, '').trim();
    if (line === '') continue;
    const [, from, to, rest] = /^(\*|[+\d.]*?\d*\.?\d+)(?:(?:\.\.\.|~)(\+?[\d.]+))? +(.*)$/.exec(line) ?? [];
    if (from === undefined || rest === undefined) throw new Error(`no line: ${line}`);
    const at = from === '*' ? last : time(from, last);
    const until = from === '*' ? Infinity : to === undefined ? at : time(to, last);
    last = at;
    lines.push({
      text: line,
      at,
      until,
      waits: line.includes('...') && to !== undefined,
      action: actionOf(rest),
    });
  }
  return lines;
}
const time = (text: string, last: number) =>
  text.startsWith('+') ? last + Number(text.slice(1)) : Number(text);

function actionOf(text: string): Action {
  const icmp = /^< icmp unreachable (\w+)(?: mtu (\d+))? \[(\d+):.*\]$/.exec(text);
  if (icmp)
    return { kind: 'icmp', code: UNREACHABLE[icmp[1]!]!, mtu: Number(icmp[2] ?? 0), seq: Number(icmp[3]) };
  const way = text[0] === '<' ? 'in' : text[0] === '>' ? 'out' : undefined;
  if (way) return { kind: way, segment: segmentOf(text.slice(1).trim().replace(/ +/g, ' ')) };
  const [, call, args, gives] = /^(\w+)\((.*)\) *= *(.*)$/.exec(text) ?? [];
  if (call === undefined) throw new Error(`no action: ${text}`);
  return { kind: 'call', call, args: args!.split(/, */), gives: gives!.replace(/ *\(.*\)$/, '') };
}

function segmentOf(text: string): Segment {
  const found = SEGMENT.exec(text);
  if (!found) throw new Error(`no segment: ${text}`);
  const [, mark, flags, seq, , length, ack, window, urgent, options] = found;
  return {
    flags: [...flags!].reduce((sum, one) => sum | (FLAGS[one] ?? 0), 0),
    ecn: mark === undefined ? null : MARKS[mark]!,
    ...{ seq: Number(seq), length: Number(length), ack: Number(ack ?? 0) },
    window: window === undefined ? null : Number(window),
    urgent: Number(urgent ?? 0),
    options:
      options === '...' ? null : options === undefined ? [] : options.split(/, ?(?=[a-zA-Z])/).map(optionOf),
  };
}

function optionOf(text: string): TcpOption {
  const [name, ...rest] = text.trim().split(/[ :]+/);
  const [first, , , second] = [rest[0], rest[1], rest[2], rest[3]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (name === 'mss') return { kind: 'mss', mss: first };
  if (name === 'wscale') return { kind: 'window-scale', shift: first };
  if (name === 'sackOK') return { kind: 'sack-permitted' };
  if (name === 'TS') return { kind: 'timestamps', value: Number(rest[1]), echo: second };
  if (name === 'sack') {
    const blocks = rest.map((_, nth) => nth).filter((nth) => nth % 2 === 0);
    return {
      kind: 'sack',
      blocks: blocks.map((nth) => ({ left: Number(rest[nth]), right: Number(rest[nth + 1]) })),
    };
  }
  if (name === 'nop') return { kind: 'nop' };
  if (name === 'eol') return { kind: 'eol', length: 1 };
  throw new Error(`no option: ${text}`);
}
