import type { Stream } from '../kernel/random.ts';
import { encodeBase64 } from './base64.ts';
import type { Field, Fields } from '../http/message.ts';
import { acceptOf, lists, membersOf, valuesOf, VERSION } from './handshake.ts';

/** What a client asks for. */
export interface Opening {
  /** Authority, with the port where it is not the scheme's own: 'example.org:8080'. */
  readonly host: string;
  /** Path and query of the address. */
  readonly target: string;
  /** Sec-WebSocket-Key: 16 random bytes in base64. */
  readonly key: string;
  /** Of the page whose script asks; browsers always say it, other programs need not (RFC 6455 §4.1 item 8). */
  readonly origin?: string;
  /** Subprotocols in the order of preference. */
  readonly protocols?: readonly string[];
}

/** RFC 6455 §4.1 item 7: a nonce of 16 bytes, chosen anew for each connection. */
export function keyFrom(random: Stream): string {
  return encodeBase64(Uint8Array.from({ length: 16 }, () => random.below(256)));
}

/** The request that opens: GET, HTTP/1.1, and these fields (RFC 6455 §4.1). */
export function openingFields({ host, key, origin, protocols = [] }: Opening): Field[] {
  const fields: Field[] = [
    ['Host', host],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Key', key],
    ['Sec-WebSocket-Version', VERSION],
  ];
  if (origin !== undefined) fields.push(['Origin', origin]);
  if (protocols.length > 0) fields.push(['Sec-WebSocket-Protocol', protocols.join(', ')]);
  return fields;
}

/** Why the answer opens nothing; the clause of each stands in realtime/reasons.ts under 'realtime.answer-<fault>'. */
export type AnswerFault =
  | 'not-switching'
  | 'no-upgrade'
  | 'no-connection'
  | 'bad-accept'
  | 'extension-not-asked'
  | 'protocol-not-asked';

/** The checks of RFC 6455 §4.1 on the server's answer, in its order. Gives the subprotocol, '' without one. */
export function checkAnswer(
  { key, protocols = [] }: Pick<Opening, 'key' | 'protocols'>,
  answer: { readonly status: number; readonly fields: Fields },
): { readonly protocol: string } | { readonly fault: AnswerFault } {
  const { status, fields } = answer;
  if (status !== 101) return { fault: 'not-switching' };
  const upgrade = valuesOf(fields, 'upgrade');
  if (upgrade.length !== 1 || upgrade[0]!.toLowerCase() !== 'websocket') return { fault: 'no-upgrade' };
  if (!lists(fields, 'connection', 'upgrade')) return { fault: 'no-connection' };
  // §11.3.3: not more than once
  const accept = valuesOf(fields, 'sec-websocket-accept');
  if (accept.length !== 1 || accept[0] !== acceptOf(key)) return { fault: 'bad-accept' };
  // none was offered
  if (membersOf(fields, 'sec-websocket-extensions').length > 0) return { fault: 'extension-not-asked' };
  const chosen = valuesOf(fields, 'sec-websocket-protocol');
  // §11.3.4: not more than once
  if (chosen.length > 1 || (chosen.length === 1 && !protocols.includes(chosen[0]!)))
    return { fault: 'protocol-not-asked' };
  return { protocol: chosen[0] ?? '' };
}
