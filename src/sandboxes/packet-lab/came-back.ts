import type { Run } from '#engine/kernel/trace.ts';
import type { NetEvent, PacketFields } from '#engine/net/events.ts';

/** What reaches your computer first, of all that can come back to a packet. */
export type Answer = 'syn-ack' | 'rst' | 'icmp-error' | 'echo-reply' | 'data' | 'nothing';
export const ANSWERS: readonly Answer[] = ['syn-ack', 'rst', 'icmp-error', 'echo-reply', 'data', 'nothing'];

export function answerOf(run: Run<NetEvent>): Answer {
  const first = run.events.find((event) => event.kind === 'arrive' && event.where === 'you');
  return first ? kindOf(first as NetEvent & PacketFields) : 'nothing';
}

function kindOf({ protocol, flags, icmpType }: PacketFields): Answer {
  if (protocol === 'icmp') return icmpType === 0 ? 'echo-reply' : 'icmp-error';
  if (protocol === 'tcp' && flags.includes('RST')) return 'rst';
  return protocol === 'tcp' && flags.includes('SYN') ? 'syn-ack' : 'data';
}
