import type { Run } from '../kernel/trace.ts';
import type { NetEvent } from './events.ts';

/** A run as text that reads like a packet trace: one event a line, seconds since the start. */
export const printRun = (run: Run<NetEvent>): string => run.events.map(line).join('\n') + '\n';

function line(event: NetEvent): string {
  return `${seconds(event.at)} ${event.where.padEnd(6)} ${told(event)}`.trimEnd();
}

/** 1.000052800: exact, as the trace has it. */
function seconds(at: number): string {
  const whole = Math.floor(at / 1e9);
  return `${String(whole).padStart(3)}.${String(at - whole * 1e9).padStart(9, '0')}`;
}

function told(event: NetEvent): string {
  switch (event.kind) {
    case 'send':
      return `> ${segment(event)}${event.retransmission ? ' [again]' : ''} (${event.reason})`;
    case 'arrive':
      return `< ${segment(event)}`;
    case 'lost':
      return `x ${segment(event)} lost: ${event.cause}`;
    case 'tamper':
      return `! ${segment(event)} ${event.act}`;
    case 'discard':
      return `- ${segment(event)} thrown away (${event.fault || event.reason})`;
    case 'state':
      return `= ${event.from} -> ${event.to} (${event.input})`;
    case 'timer':
      return `t ${event.timer} ${event.action}${event.action === 'start' ? ` until${seconds(event.dueNs)}` : ''}`;
    case 'call':
      return `call ${event.call}${event.bytes > 0 ? ` ${event.bytes} bytes` : ''}${event.accepted ? '' : ' refused'}`;
    case 'deliver':
      return `program hears: ${event.what}${event.bytes > 0 ? ` ${event.bytes} bytes` : ''}`;
    case 'update':
      return `. ${Object.entries(event.set ?? {})
        .map(([name, value]) => `${name}=${String(value)}`)
        .join(' ')} (${event.reason})`;
  }
}

function segment(
  event: NetEvent & {
    readonly flags: string;
    readonly relSeq: number;
    readonly relAck: number;
    readonly len: number;
  },
): string {
  const { flags, relSeq, relAck, len } = event;
  return `${flags || 'none'} seq ${relSeq}${flags.includes('ACK') ? ` ack ${relAck}` : ''}${len > 0 ? ` len ${len}` : ''}`;
}
