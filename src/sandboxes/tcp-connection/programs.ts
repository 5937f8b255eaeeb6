import { MILLISECOND } from '#engine/kernel/time.ts';
import type { Step } from '#engine/tcp/endpoint.ts';
import type { Chosen } from './parameters.ts';

/** What a program takes to wake up and make its next call. */
const afterNs = MILLISECOND;

/** Request, then response; then somebody closes. */
export function clientProgram(given: Chosen, address: number, port: number): Step[] {
  return [
    { do: 'connect', address, port },
    { until: 'established' },
    ...sending(given.requestBytes),
    { until: 'received', bytes: given.responseBytes },
    ...closing(given.closer !== 'server'),
  ];
}

export function serverProgram(given: Chosen, port: number): Step[] {
  return [
    { do: 'listen', port },
    { until: 'established' },
    { until: 'received', bytes: given.requestBytes },
    ...sending(given.responseBytes),
    ...closing(given.closer !== 'client', given.closer === 'both' ? given.delayMs * MILLISECOND : 0),
  ];
}

const sending = (bytes: number): Step[] =>
  bytes > 0 ? [{ do: 'send', bytes: letters(bytes), afterNs }] : [];

/** The first to close does so at once; the other when it has heard the end. `laterNs` lets two be first at the same time. */
const closing = (first: boolean, laterNs = 0): Step[] =>
  first ? [{ do: 'close', afterNs: afterNs + laterNs }] : [{ until: 'end' }, { do: 'close', afterNs }];

/** abc...zabc...: the place of a byte shows in the dump. */
const letters = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, at) => 97 + (at % 26));
