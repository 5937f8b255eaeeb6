import type { Run } from '../kernel/trace.ts';
import type { NetEvent, PacketFields } from './events.ts';

/** A run as text that reads like a packet trace: one event a line, seconds since the start. */
export function printRun(run: Run<NetEvent>): string {
  const width = Math.max(6, ...run.events.map(({ where }) => where.length));
  return run.events.map((event) => line(event, width)).join('\n') + '\n';
}

function line(event: NetEvent, width: number): string {
  return `${seconds(event.at)} ${event.where.padEnd(width)} ${told(event)}`.trimEnd();
}

/** 1.000052800: exact, as the trace has it. */
function seconds(at: number): string {
  const whole = Math.floor(at / 1e9);
  return `${String(whole).padStart(3)}.${String(at - whole * 1e9).padStart(9, '0')}`;
}

function told(event: NetEvent): string {
  switch (event.kind) {
    case 'send':
      return `> ${packet(event)}${event.retransmission ? ' [again]' : ''} (${event.reason})`;
    case 'arrive':
      return `< ${packet(event)}`;
    case 'lost':
      return `x ${packet(event)} lost: ${event.cause}`;
    case 'tamper':
      return `! ${packet(event)} ${event.act}`;
    case 'discard':
      return `- ${packet(event)} thrown away (${event.fault || event.reason})`;
    case 'queue':
      return `q ${event.change} ${variables(event)}`;
    case 'change':
      return `* ${event.act} ${variables(event)}`;
    case 'unsent':
      return `x nobody has ${event.nextHop}`;
    case 'state':
      return `= ${event.from} -> ${event.to} (${event.input})`;
    case 'timer':
      return `t ${event.timer} ${event.action}${event.action === 'start' ? ` until${seconds(event.dueNs)}` : ''}`;
    case 'call':
      return `call ${event.call}${event.bytes > 0 ? ` ${event.bytes} bytes` : ''}${event.accepted ? '' : ' refused'}`;
    case 'deliver':
      return `program hears: ${event.what}${event.bytes > 0 ? ` ${event.bytes} bytes` : ''}`;
    case 'message':
      return `program ${event.act}s message ${event.message}`;
    case 'play':
      return `player: ${event.act} ${event.message}`;
    case 'syscall':
      return `${event.text} = ${event.outcome === 'waits' ? '...' : `${event.value}${event.errno && ` ${event.errno}`}`}`;
    case 'match':
      return `? ${event.protocol} ${event.local} from ${event.remote}: ${event.socket === null ? 'nobody' : `socket ${event.socket}`} (${event.rule})`;
    case 'load':
      return `page: ${event.act} ${event.file}${event.on < 0 ? '' : ` on ${event.on}`}${event.bytes > 0 ? ` ${event.bytes} bytes` : ''}`;
    case 'app':
      return `${event.protocol} ${event.act}: ${event.text} (${event.reason})`;
    case 'update':
      return `. ${variables(event)} (${event.reason})`;
  }
}

/** The numbers inside a congestion control's rule explain others, and are left to the page. */
const variables = ({ set }: NetEvent): string =>
  Object.entries(set ?? {})
    .filter(([name]) => name !== 'ruleWith')
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');

/** Each protocol as tcpdump puts it; addresses only where a trace may hold more than one conversation. */
function packet(event: NetEvent & PacketFields): string {
  switch (event.protocol) {
    case 'tcp': {
      const { flags, relSeq, relAck, len } = event;
      return `${flags || 'none'} seq ${relSeq}${flags.includes('ACK') ? ` ack ${relAck}` : ''}${len > 0 ? ` len ${len}` : ''}`;
    }
    case 'udp':
      return `${endOf(event.source, event.sourcePort)} > ${endOf(event.destination, event.destinationPort)}: UDP, length ${event.len}`;
    case 'arp':
      return event.label;
    case 'other':
      return event.label;
    default:
      return `${event.source} > ${event.destination}: ${event.label}, length ${event.len}`;
  }
}

const endOf = (address: string, port: number | null): string => `${address}.${port}`;
