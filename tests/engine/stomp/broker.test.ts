/** What the broker answers, told as a conversation: who says what, and what each hears. */
import { expect, test } from 'vitest';
import { Broker } from '#engine/stomp/broker.ts';
import { encodeStomp, frameOf, header, type Header, type StompFrame } from '#engine/stomp/frame.ts';
import { beatsOf, intervalOf } from '#engine/stomp/heart-beat.ts';
import { decodeUtf8, encodeUtf8 } from '#engine/wire/utf8.ts';

class Talk {
  readonly broker = new Broker();
  readonly heard = new Map<string, StompFrame[]>();
  readonly over = new Set<string>();
  join(...clients: string[]): this {
    for (const client of clients) {
      this.broker.open(client);
      this.heard.set(client, []);
      this.say(client, 'CONNECT', { 'accept-version': '1.2', host: 'example.com' });
      expect(this.last(client)).toBe('CONNECTED');
    }
    return this;
  }
  say(client: string, command: string, headers: Record<string, string> = {}, body = ''): this {
    this.broker.receive(client, encodeStomp(frameOf(command, Object.entries(headers) as Header[], body)));
    return this.collect();
  }
  collect(): this {
    for (const { client, frames, over } of this.broker.output()) {
      this.heard.get(client)!.push(...frames);
      if (over) this.over.add(client);
    }
    return this;
  }
  last = (client: string): string => this.heard.get(client)!.at(-1)!.command;
  frame = (client: string): StompFrame => this.heard.get(client)!.at(-1)!;
  bodies = (client: string): string[] =>
    this.heard.get(client)!.flatMap((one) => (one.command === 'MESSAGE' ? [decodeUtf8(one.body)] : []));
  acks = (client: string): string[] =>
    this.heard.get(client)!.flatMap((one) => (header(one, 'ack') === undefined ? [] : [header(one, 'ack')!]));
}
const talk = (...clients: string[]) => new Talk().join(...clients);
const TOPIC = '/topic/prices';
const QUEUE = '/queue/jobs';

test('a topic gives a message to every subscriber, and to nobody else', () => {
  const t = talk('a', 'b', 'c')
    .say('a', 'SUBSCRIBE', { id: '0', destination: TOPIC })
    .say('b', 'SUBSCRIBE', { id: '7', destination: TOPIC })
    .say('c', 'SEND', { destination: TOPIC }, 'up')
    .say('b', 'UNSUBSCRIBE', { id: '7' })
    .say('c', 'SEND', { destination: TOPIC }, 'down');
  expect([t.bodies('a'), t.bodies('b'), t.bodies('c')]).toEqual([['up', 'down'], ['up'], []]);
  expect(header(t.frame('a'), 'subscription')).toBe('0');
});

test('a queue gives each message to one, in turn, and keeps them while there is none', () => {
  const t = talk('a', 'b');
  for (const body of ['1', '2', '3', '4']) t.say('a', 'SEND', { destination: QUEUE }, body);
  expect(t.broker.kept).toEqual([{ destination: QUEUE, count: 4 }]);
  t.say('b', 'SUBSCRIBE', { id: '0', destination: QUEUE }).say('a', 'SUBSCRIBE', {
    id: '0',
    destination: QUEUE,
  });
  expect(t.bodies('b')).toEqual(['1', '2', '3', '4']);
  for (const body of ['5', '6', '7', '8']) t.say('a', 'SEND', { destination: QUEUE }, body);
  expect(t.bodies('a').length).toBe(2);
  expect([...t.bodies('a'), ...t.bodies('b')].sort()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
});

test('what is not acknowledged goes to another when its client is gone', () => {
  const t = talk('a', 'b').say('a', 'SUBSCRIBE', { id: '0', destination: QUEUE, ack: 'client-individual' });
  t.say('b', 'SEND', { destination: QUEUE }, 'one').say('b', 'SEND', { destination: QUEUE }, 'two');
  t.say('a', 'ACK', { id: t.acks('a')[1]! });
  expect(t.broker.unacknowledged('a')).toBe(1);
  t.say('b', 'SUBSCRIBE', { id: '0', destination: QUEUE });
  t.broker.gone('a');
  expect(t.collect().bodies('b')).toEqual(['one']);
});

test('with "client" an ACK counts for those before it too; with "auto" there is nothing to acknowledge', () => {
  const t = talk('a').say('a', 'SUBSCRIBE', { id: '0', destination: QUEUE, ack: 'client' });
  for (const body of ['1', '2', '3']) t.say('a', 'SEND', { destination: QUEUE }, body);
  t.say('a', 'ACK', { id: t.acks('a')[1]! });
  expect(t.broker.unacknowledged('a')).toBe(1);
  const auto = talk('b')
    .say('b', 'SUBSCRIBE', { id: '0', destination: QUEUE })
    .say('b', 'SEND', { destination: QUEUE });
  expect(auto.acks('b')).toEqual([]);
});

test('a NACK gives the message to the next subscriber', () => {
  const t = talk('a', 'b');
  for (const client of ['a', 'b']) t.say(client, 'SUBSCRIBE', { id: '0', destination: QUEUE, ack: 'client' });
  t.say('a', 'SEND', { destination: QUEUE }, 'job');
  expect([t.bodies('a'), t.bodies('b')]).toEqual([['job'], []]);
  t.say('a', 'NACK', { id: t.acks('a')[0]! });
  expect([t.bodies('a'), t.bodies('b')]).toEqual([['job'], ['job']]);
});

test('a transaction does all of it at COMMIT, and nothing at ABORT', () => {
  const t = talk('a').say('a', 'SUBSCRIBE', { id: '0', destination: TOPIC });
  t.say('a', 'BEGIN', { transaction: 't1' }).say('a', 'SEND', { destination: TOPIC, transaction: 't1' }, 'x');
  t.say('a', 'SEND', { destination: TOPIC }, 'outside');
  expect(t.bodies('a')).toEqual(['outside']);
  t.say('a', 'COMMIT', { transaction: 't1' });
  expect(t.bodies('a')).toEqual(['outside', 'x']);
  t.say('a', 'BEGIN', { transaction: 't2' }).say('a', 'SEND', { destination: TOPIC, transaction: 't2' }, 'y');
  t.say('a', 'ABORT', { transaction: 't2' });
  expect(t.bodies('a')).toEqual(['outside', 'x']);
});

test('a transaction that cannot be done whole is not done at all', () => {
  const said = (...acks: string[]) => {
    const t = talk('a', 'b').say('b', 'SUBSCRIBE', { id: '0', destination: TOPIC });
    t.say('a', 'SUBSCRIBE', { id: '0', destination: QUEUE, ack: 'client' });
    for (const body of ['1', '2']) t.say('b', 'SEND', { destination: QUEUE }, body);
    t.say('a', 'BEGIN', { transaction: 't' }).say('a', 'SEND', { destination: TOPIC, transaction: 't' }, 'x');
    for (const id of acks) t.say('a', 'ACK', { id: t.acks('a')[Number(id)] ?? id, transaction: 't' });
    t.say('a', 'COMMIT', { transaction: 't' });
    return [t.last('a'), ...t.bodies('b').filter((body) => body === 'x')];
  };
  expect(said('0', '1')).toEqual(['MESSAGE', 'x']);
  expect(said('nobody')).toEqual(['ERROR']);
  // an ACK counts for the messages before it, too
  expect(said('1', '0')).toEqual(['ERROR']);
});

test('receipts, and DISCONNECT that waits for its own', () => {
  const t = talk('a').say('a', 'SEND', { destination: TOPIC, receipt: 'r1' }, 'x');
  expect(t.frame('a')).toMatchObject({ command: 'RECEIPT', headers: [['receipt-id', 'r1']] });
  t.say('a', 'DISCONNECT', { receipt: 'bye' });
  expect(header(t.frame('a'), 'receipt-id')).toBe('bye');
  expect(t.over.has('a')).toBe(true);
});

test.each([
  ['SUBSCRIBE without an id', 'SUBSCRIBE', { destination: TOPIC }, 'missing-header'],
  ['SEND without a destination', 'SEND', {}, 'missing-header'],
  ['an ack mode that is none', 'SUBSCRIBE', { id: '1', destination: TOPIC, ack: 'maybe' }, 'bad-ack-mode'],
  ['UNSUBSCRIBE of nothing', 'UNSUBSCRIBE', { id: '9' }, 'no-subscription'],
  ['ACK of nothing', 'ACK', { id: '9' }, 'no-message'],
  ['COMMIT of nothing', 'COMMIT', { transaction: 't' }, 'no-transaction'],
  ['SEND in a transaction that is none', 'SEND', { destination: TOPIC, transaction: 't' }, 'no-transaction'],
  ['CONNECT again', 'CONNECT', { 'accept-version': '1.2', host: 'x' }, 'connected-twice'],
])('%s is an ERROR, and the end', (_, command, headers, cause) => {
  const t = talk('a').say('a', command, { ...(headers as Record<string, string>), receipt: 'r' });
  expect(t.last('a')).toBe('ERROR');
  expect([header(t.frame('a'), 'message'), header(t.frame('a'), 'receipt-id')]).toEqual([cause, 'r']);
  expect(t.over.has('a')).toBe(true);
  t.say('a', 'SEND', { destination: TOPIC, receipt: 'late' });
  expect(t.last('a')).toBe('ERROR');
});

test('before CONNECT nothing is taken; another version is refused; bytes that are no frame are an ERROR', () => {
  for (const [bytes, cause] of [
    [encodeStomp(frameOf('SEND', [['destination', TOPIC]])), 'not-connected'],
    [
      encodeStomp(
        frameOf('CONNECT', [
          ['accept-version', '1.0,1.1'],
          ['host', 'x'],
        ]),
      ),
      'version',
    ],
    [encodeUtf8('GET / HTTP/1.1\r\n\r\n'), 'unknown-command'],
  ] as const) {
    const t = new Talk();
    t.broker.open('a');
    t.heard.set('a', []);
    t.broker.receive('a', bytes);
    expect(header(t.collect().frame('a'), 'message')).toBe(cause);
  }
});

test('heart-beats: the longer of what one can and the other wants; 0 is not at all', () => {
  expect(beatsOf('4000,0')).toEqual({ sends: 4000, wants: 0 });
  expect(beatsOf(undefined)).toEqual({ sends: 0, wants: 0 });
  expect(beatsOf('1,2,3')).toBeUndefined();
  expect(intervalOf({ sends: 5000, wants: 0 }, { sends: 0, wants: 8000 })).toBe(8000);
  expect(intervalOf({ sends: 0, wants: 0 }, { sends: 0, wants: 8000 })).toBe(0);
});
