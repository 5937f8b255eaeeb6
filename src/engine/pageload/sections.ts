import { encodeRequestHead, encodeResponseHead } from '../http/write.ts';
import { AUTHORITY, requestFields, type Fields } from './fields.ts';
import type { Resource } from './page.ts';

export const targetOf = ({ name }: Resource): string => name;
export const withHost = (fields: Fields): Fields => [['Host', AUTHORITY], ...fields];

/** RFC 9113 §8.3.1: the request line as fields, names in lower case. */
export const pseudo = (resource: Resource, fields: Fields): { name: string; value: string }[] => [
  { name: ':method', value: 'GET' },
  { name: ':scheme', value: 'https' },
  { name: ':authority', value: AUTHORITY },
  { name: ':path', value: targetOf(resource) },
  ...lower(fields),
];
export const lower = (fields: Fields): { name: string; value: string }[] =>
  fields.map(([name, value]) => ({ name: name.toLowerCase(), value }));

/** The same section as lines of HTTP/1.1. */
export const plainRequest = (resource: Resource, cookieBytes: number): number =>
  encodeRequestHead({
    ...{ method: 'GET', target: targetOf(resource), minor: 1 },
    fields: withHost(requestFields(resource, cookieBytes)),
  }).length;
export const plainResponse = (fields: readonly { name: string; value: string }[]): number =>
  encodeResponseHead({
    ...{ status: 200, reason: 'OK', minor: 1 },
    fields: fields.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, value]),
  }).length;
