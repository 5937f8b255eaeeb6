/** The opening handshake, each check of RFC 6455 §4.1 and §4.2.1 left out once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fields } from '#engine/http/message.ts';
import { stream } from '#engine/kernel/random.ts';
import { checkAnswer, keyFrom, openingFields } from '#engine/websocket/client-handshake.ts';
import { acceptOf, isKey } from '#engine/websocket/handshake.ts';
import { answerOpening } from '#engine/websocket/server-handshake.ts';

// RFC 6455 §1.2 and §1.3
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';
const OPENING = {
  host: 'server.example.com',
  target: '/chat',
  key: KEY,
  origin: 'http://example.com',
  protocols: ['chat', 'superchat'],
};
const FIELDS = openingFields(OPENING);
const asked = (fields: Fields, method = 'GET', version = 11) => ({ method, version, fields });
const changed = (fields: Fields, name: string, ...values: string[]): Fields => [
  ...fields.filter((one) => one[0] !== name),
  ...values.map((value) => [name, value] as const),
];

test('the example of the RFC', () => {
  expect(acceptOf(KEY)).toBe(ACCEPT);
  const answer = answerOpening(asked(FIELDS), { protocols: ['chat'] });
  expect(answer).toEqual({
    status: 101,
    protocol: 'chat',
    fields: [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', ACCEPT],
      ['Sec-WebSocket-Protocol', 'chat'],
    ],
  });
  expect(checkAnswer(OPENING, answer)).toEqual({ protocol: 'chat' });
});

const POLICY = { origins: ['http://example.com'] };
test.each([
  ['a POST', asked(FIELDS, 'POST'), 'not-get', 405],
  ['HTTP/1.0', asked(FIELDS, 'GET', 10), 'not-http11', 400],
  ['no Host', asked(changed(FIELDS, 'Host')), 'no-host', 400],
  ['no Upgrade', asked(changed(FIELDS, 'Upgrade')), 'no-upgrade', 400],
  ['another Upgrade', asked(changed(FIELDS, 'Upgrade', 'h2c')), 'no-upgrade', 400],
  ['no Connection', asked(changed(FIELDS, 'Connection')), 'no-connection', 400],
  ['Connection: keep-alive', asked(changed(FIELDS, 'Connection', 'keep-alive')), 'no-connection', 400],
  ['no key', asked(changed(FIELDS, 'Sec-WebSocket-Key')), 'bad-key', 400],
  ['a key of 15 bytes', asked(changed(FIELDS, 'Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAA')), 'bad-key', 400],
  ['two keys', asked(changed(FIELDS, 'Sec-WebSocket-Key', KEY, KEY)), 'bad-key', 400],
  ['version 8', asked(changed(FIELDS, 'Sec-WebSocket-Version', '8')), 'bad-version', 426],
  ['no version', asked(changed(FIELDS, 'Sec-WebSocket-Version')), 'bad-version', 426],
  ['a protocol twice', asked(changed(FIELDS, 'Sec-WebSocket-Protocol', 'a, b', 'a')), 'bad-protocols', 400],
  ['a protocol with a space', asked(changed(FIELDS, 'Sec-WebSocket-Protocol', 'a b')), 'bad-protocols', 400],
  ['another origin', asked(changed(FIELDS, 'Origin', 'https://evil.example')), 'bad-origin', 403],
])('%s is refused', (_, request, fault, status) => {
  expect(answerOpening(request, POLICY)).toMatchObject({ fault, status });
});

test('a refusal of the version names the one that is spoken (RFC 6455 §4.4)', () => {
  const { fields } = answerOpening(asked(changed(FIELDS, 'Sec-WebSocket-Version', '7')));
  expect(fields).toContainEqual(['Sec-WebSocket-Version', '13']);
});

test.each([
  [
    'lists of tokens in any case',
    changed(changed(FIELDS, 'Connection', 'keep-alive, UPGRADE'), 'Upgrade', 'h2c', 'WebSocket'),
  ],
  ['no Origin: not a browser', changed(FIELDS, 'Origin')],
  [
    'extensions, of which none is taken',
    [...FIELDS, ['Sec-WebSocket-Extensions', 'permessage-deflate; x=1']] as Fields,
  ],
])('%s opens', (_, fields) => {
  const answer = answerOpening(asked(fields), POLICY);
  expect(answer.status).toBe(101);
  expect(answer.fields.map(([name]) => name)).not.toContain('Sec-WebSocket-Extensions');
});

const GOOD: Fields = answerOpening(asked(FIELDS), { protocols: ['chat'] }).fields;
test.each([
  ['200', 200, GOOD, 'not-switching'],
  ['no Upgrade', 101, changed(GOOD, 'Upgrade'), 'no-upgrade'],
  ['Upgrade: foo', 101, changed(GOOD, 'Upgrade', 'foo'), 'no-upgrade'],
  ['no Connection', 101, changed(GOOD, 'Connection'), 'no-connection'],
  ['Connection: close', 101, changed(GOOD, 'Connection', 'close'), 'no-connection'],
  ['no Accept', 101, changed(GOOD, 'Sec-WebSocket-Accept'), 'bad-accept'],
  ['the key itself', 101, changed(GOOD, 'Sec-WebSocket-Accept', KEY), 'bad-accept'],
  ['two Accepts', 101, changed(GOOD, 'Sec-WebSocket-Accept', ACCEPT, ACCEPT), 'bad-accept'],
  ['Accept in lower case', 101, changed(GOOD, 'Sec-WebSocket-Accept', ACCEPT.toLowerCase()), 'bad-accept'],
  [
    'an extension',
    101,
    [...GOOD, ['Sec-WebSocket-Extensions', 'permessage-deflate']] as Fields,
    'extension-not-asked',
  ],
  ['a protocol not asked for', 101, changed(GOOD, 'Sec-WebSocket-Protocol', 'stomp'), 'protocol-not-asked'],
  ['two protocols', 101, changed(GOOD, 'Sec-WebSocket-Protocol', 'chat', 'superchat'), 'protocol-not-asked'],
])('an answer with %s opens nothing', (_, status, fields, fault) => {
  expect(checkAnswer(OPENING, { status, fields })).toEqual({ fault });
});

test('keys are 16 bytes, and other ones each time', () => {
  const random = stream(3, 'key');
  const keys = Array.from({ length: 50 }, () => keyFrom(random));
  expect(keys.every(isKey)).toBe(true);
  expect(new Set(keys).size).toBe(50);
});

test('any fields at all are answered', () => {
  const name = fc.constantFrom(...FIELDS.map((one) => one[0]), 'sec-websocket-extensions');
  const fields = fc.array(
    fc.tuple(name, fc.oneof(fc.string(), fc.constantFrom(...FIELDS.map((one) => one[1])))),
  );
  fc.assert(
    fc.property(fields, fc.integer({ min: 0, max: 999 }), (list, status) => {
      expect(answerOpening(asked(list)).status).toBeGreaterThan(100);
      expect(checkAnswer(OPENING, { status, fields: list })).toBeDefined();
    }),
  );
});
