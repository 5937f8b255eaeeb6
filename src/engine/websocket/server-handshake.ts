import type { Field, Fields } from '../http/message.ts';
import { isToken } from '../http/octets.ts';
import { acceptOf, isKey, lists, membersOf, valuesOf, VERSION } from './handshake.ts';

/** What a server lets in. */
export interface Policy {
  /** Origins that may connect; undefined lets in all, and who sends none is no browser (RFC 6455 §10.2). */
  readonly origins?: readonly string[];
  /** Subprotocols that the server speaks. */
  readonly protocols?: readonly string[];
}

/** Why a request opens nothing; the clause: realtime/reasons.ts under 'realtime.refuse-<fault>'. */
export const REFUSALS = [
  'not-get',
  'not-http11',
  'no-host',
  'no-upgrade',
  'no-connection',
  'bad-key',
  'bad-version',
  'bad-protocols',
  'bad-origin',
] as const;
export type RefuseFault = (typeof REFUSALS)[number];

/** The status it is answered with: 400 where none says more (RFC 9110 §15.5.1; RFC 6455 §4.2.2, §4.4). */
const STATUS: { readonly [One in RefuseFault]?: number } = {
  'not-get': 405,
  'bad-version': 426,
  'bad-origin': 403,
};

export interface Asked {
  readonly method: string;
  /** Of HTTP: '1.1' is 11. */
  readonly version: number;
  readonly fields: Fields;
}

export type Answer =
  | { readonly status: 101; readonly fields: readonly Field[]; readonly protocol: string }
  | { readonly status: number; readonly fields: readonly Field[]; readonly fault: RefuseFault };

/** The server's half of the opening handshake (RFC 6455 §4.2): the checks of §4.2.1, then the answer of §4.2.2. */
export function answerOpening(asked: Asked, policy: Policy = {}): Answer {
  const fault = faultOf(asked, policy);
  if (fault) return { status: STATUS[fault] ?? 400, fields: refusalFields(fault), fault };
  const offered = membersOf(asked.fields, 'sec-websocket-protocol');
  const protocol = offered.find((one) => policy.protocols?.includes(one)) ?? '';
  const fields: Field[] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', acceptOf(valuesOf(asked.fields, 'sec-websocket-key')[0]!)],
  ];
  if (protocol !== '') fields.push(['Sec-WebSocket-Protocol', protocol]);
  return { status: 101, fields, protocol };
}

function faultOf({ method, version, fields }: Asked, { origins }: Policy): RefuseFault | undefined {
  // §4.2.1 item 1
  if (method !== 'GET') return 'not-get';
  if (version < 11) return 'not-http11';
  if (valuesOf(fields, 'host').length !== 1) return 'no-host';
  if (!lists(fields, 'upgrade', 'websocket')) return 'no-upgrade';
  if (!lists(fields, 'connection', 'upgrade')) return 'no-connection';
  // §4.4: asked before the key, for another version may have another
  const versions = valuesOf(fields, 'sec-websocket-version');
  if (versions.length !== 1 || versions[0] !== VERSION) return 'bad-version';
  const keys = valuesOf(fields, 'sec-websocket-key');
  if (keys.length !== 1 || !isKey(keys[0]!)) return 'bad-key';
  // §4.1 item 10: tokens, each of them once
  const offered = membersOf(fields, 'sec-websocket-protocol');
  if (!offered.every(isToken) || new Set(offered).size !== offered.length) return 'bad-protocols';
  // §10.2: no other check keeps a page of somebody else's from connecting; CORS does not apply
  const origin = valuesOf(fields, 'origin')[0];
  if (origins && origin !== undefined && !origins.includes(origin.toLowerCase())) return 'bad-origin';
  return undefined;
}

function refusalFields(fault: RefuseFault): Field[] {
  // RFC 9110 §15.5.6: what is allowed
  if (fault === 'not-get') return [['Allow', 'GET']];
  if (fault !== 'bad-version') return [];
  // RFC 6455 §4.4: the versions that are spoken; RFC 9110 §15.5.22: what to upgrade to
  return [
    ['Sec-WebSocket-Version', VERSION],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
  ];
}
