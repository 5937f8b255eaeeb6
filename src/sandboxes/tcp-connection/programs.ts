import { MILLISECOND } from '#engine/kernel/time.ts';
import type { Step } from '#engine/tcp/endpoint.ts';
import type { Chosen } from './parameters.ts';

/** Where both are. */
export interface Ends {
  readonly client: number;
  readonly server: number;
  /** What the server listens on. */
  readonly port: number;
}
/** What the two programs do, one thing after the other. */
export interface Programs {
  readonly client: readonly Step[];
  readonly server: readonly Step[];
}

/** What a program takes to wake up and make its next call. */
const afterNs = MILLISECOND;
/** A port that the client asks for itself, where two of its connections must have the same. */
const FROM = 50_000;

/** Request, then response; then somebody closes. */
const exchange = (given: Chosen, ends: Ends): Programs => ({
  client: [
    { do: 'connect', address: ends.server, port: ends.port },
    { until: 'established' },
    ...sending(given.requestBytes, given.requestWrites),
    { until: 'received', bytes: given.responseBytes },
    ...closing(given.closer !== 'server'),
  ],
  server: [{ do: 'listen', port: ends.port }, ...serving(given)],
});

/** Both call, from the port that the other calls, and nobody listens. */
const bothOpen = (given: Chosen, ends: Ends): Programs => ({
  client: [
    { do: 'connect', address: ends.server, port: ends.port, from: ends.port },
    { until: 'established' },
    ...sending(given.requestBytes, given.requestWrites),
    { until: 'received', bytes: given.responseBytes },
    ...closing(given.closer !== 'server'),
  ],
  server: [{ do: 'connect', address: ends.client, port: ends.port, from: ends.port }, ...serving(given)],
});

/** The client says with its FIN that the request is whole; the response comes the other way all the same. */
const halfClose = (given: Chosen, ends: Ends): Programs => ({
  client: [
    { do: 'connect', address: ends.server, port: ends.port },
    { until: 'established' },
    ...sending(given.requestBytes, given.requestWrites),
    { do: 'close' },
  ],
  server: [
    { do: 'listen', port: ends.port },
    { until: 'end' },
    ...sending(given.responseBytes),
    { do: 'close', afterNs },
  ],
});

/** Nobody listens on the port. */
const nobody = (_: Chosen, ends: Ends): Programs => ({
  client: [{ do: 'connect', address: ends.server, port: ends.port }],
  server: [],
});

/** The client has had enough once the response begins, and aborts. */
const abort = (given: Chosen, ends: Ends): Programs => ({
  client: [
    { do: 'connect', address: ends.server, port: ends.port },
    { until: 'established' },
    ...sending(given.requestBytes, given.requestWrites),
    { until: 'received', bytes: 1 },
    { do: 'abort', afterNs },
  ],
  server: [{ do: 'listen', port: ends.port }, ...serving({ ...given, closer: 'client' })],
});

/** The client gives up, starts anew and calls from the same port, while its first SYN is still on the way. */
const again = (given: Chosen, ends: Ends): Programs => {
  const [first, ...rest] = exchange(given, ends).client;
  const from = { ...first, from: FROM } as Step;
  const pause = given.delayMs * MILLISECOND;
  return {
    client: [from, { do: 'abort', afterNs: pause }, { ...from, afterNs: 4 * pause } as Step, ...rest],
    server: exchange(given, ends).server,
  };
};

const PROGRAMS = { exchange, 'both-open': bothOpen, 'half-close': halfClose, nobody, abort, again } as const;
export type ProgramName = keyof typeof PROGRAMS;
export const programsOf = (name: ProgramName, given: Chosen, ends: Ends): Programs =>
  PROGRAMS[name](given, ends);

const serving = (given: Chosen): Step[] => [
  { until: 'established' },
  { until: 'received', bytes: given.requestBytes },
  ...sending(given.responseBytes),
  ...closing(given.closer !== 'client', given.closer === 'both' ? given.delayMs * MILLISECOND : 0),
];

/** In so many calls, all at once after the first. */
function sending(bytes: number, writes = 1): Step[] {
  if (bytes === 0) return [];
  const all = letters(bytes);
  const each = Math.ceil(bytes / writes);
  return Array.from({ length: Math.ceil(bytes / each) }, (_, nth) => ({
    do: 'send' as const,
    bytes: all.subarray(nth * each, (nth + 1) * each),
    ...(nth === 0 && { afterNs }),
  }));
}

/** The first to close does so at once; the other when it has heard the end. `laterNs` lets two be first at the same time. */
const closing = (first: boolean, laterNs = 0): Step[] =>
  first ? [{ do: 'close', afterNs: afterNs + laterNs }] : [{ until: 'end' }, { do: 'close', afterNs }];

/** abc...zabc...: the place of a byte shows in the dump. */
const letters = (count: number): Uint8Array => new Uint8Array(count).map((_, at) => 97 + (at % 26));
