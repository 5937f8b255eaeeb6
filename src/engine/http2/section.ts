import type { Fault } from './faults.ts';
import type { Field } from './hpack/field.ts';
import { contentLengthOf, requestFault, responseFault, trailersFault, valueOf } from './message.ts';
import type { Stream } from './stream.ts';

export type Section = 'request' | 'response' | 'informational' | 'trailers';

/** Which section of a message the fields are, the stream knowing what has come before; or how they are malformed (RFC 9113 §8.1). */
export function sectionOf(
  stream: Stream,
  fields: readonly Field[],
  last: boolean,
  at: { readonly server: boolean; readonly extended: boolean },
): { readonly what: Section } | Fault {
  if (stream.headed) return last ? (trailersFault(fields) ?? { what: 'trailers' }) : 'h2.trailers-not-last';
  const fault = at.server ? requestFault(fields, at.extended) : responseFault(fields);
  if (fault) return fault;
  const status = valueOf(fields, ':status');
  if (status?.startsWith('1')) return last ? 'h2.informational-last' : { what: 'informational' };
  const length = contentLengthOf(fields);
  if (typeof length === 'string') return length;
  stream.headed = true;
  stream.noContent ||= status === '204' || status === '304';
  stream.contentLength = stream.noContent ? undefined : length;
  return { what: at.server ? 'request' : 'response' };
}
