import type { Run } from '../kernel/trace.ts';
import type { ChainEvent } from './events.ts';
import { asText } from './message.ts';

/** A run as text: one event a line, seconds since the start; of each message, its head in full. */
export function printChain(run: Run<ChainEvent>): string {
  return (
    run.events
      .map((event) => `${seconds(event.at)} ${event.where.padEnd(9)} ${told(event, run)}`)
      .join('\n') + '\n'
  );
}

function seconds(at: number): string {
  const whole = Math.floor(at / 1e9);
  return `${String(whole).padStart(5)}.${String(at - whole * 1e9)
    .padStart(9, '0')
    .slice(0, 6)}`;
}

function told(event: ChainEvent, run: Run<ChainEvent>): string {
  switch (event.kind) {
    case 'click':
      return `${event.what} ${event.url}`.trimEnd();
    case 'send':
      return `> ${event.to}${event.background ? ' (background)' : ''}${headIn(run.frames[event.frame]!.bytes)}`;
    case 'arrive':
      return `< ${event.from}: ${event.label}`;
    case 'lost':
      return `x ${event.name} is lost`;
    case 'tamper':
      return `! ${event.name} ${event.act}`;
    case 'decide':
      return `? ${event.verdict} (${event.reason})`;
    case 'learn':
      return `. ${event.reason}`;
    case 'origin':
      return `answers ${event.status}, v${event.version}`;
    case 'timeout':
      return `has waited long enough for ${event.from}`;
    case 'shown':
      return `shows ${event.status} ${event.text}, age ${event.age}, from ${event.source}, in ${event.tookMs} ms${event.outdated ? ', outdated' : ''}`;
  }
}

function headIn(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 64) text += asText(bytes.subarray(at));
  const end = text.indexOf('\r\n\r\n');
  return end < 0 ? ' (refused)' : `\n      ${text.slice(0, end).replaceAll('\r\n', '\n      ')}`;
}
