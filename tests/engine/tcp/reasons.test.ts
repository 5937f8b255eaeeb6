import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LEFT_OUT } from '#engine/tcp/leaves-out.ts';
import { reasons as ofNet } from '#engine/net/reasons.ts';
import { reasons as ofTcp } from '#engine/tcp/reasons.ts';
import { TRANSITIONS } from '#engine/tcp/states.ts';
import { TIMER_NAMES } from '#engine/tcp/timers.ts';
import type { NetEvent } from '#engine/net/events.ts';
import { tcpConnection } from '#sandboxes/tcp-connection/model.ts';
import { setupOf } from '#player/model.ts';

const root = join(import.meta.dirname, '../../..');
const reasons = { ...ofTcp, ...ofNet };
const sentences = (lang: string): Record<string, string> =>
  Object.assign(
    {},
    ...['tcp', 'net'].map(
      (room) =>
        JSON.parse(readFileSync(join(root, `content/reasons/${room}.${lang}.json`), 'utf8')) as object,
    ),
  ) as Record<string, string>;

/** Ids that the sources of the engine name, those made of parts taken from the tables. */
function named(): Set<string> {
  const engine = ['tcp', 'tcp/congestion', 'net', 'net/queues', 'net/links'].map((room) => `engine/${room}`);
  // A sandbox may have a protocol of its own on top
  const files = [...engine, 'sandboxes/packet-lab'].flatMap((room) =>
    readdirSync(join(root, 'src', room)).map((file) => join(root, 'src', room, file)),
  );
  const ids = files
    .filter((file) => file.endsWith('.ts') && !/(reasons|events)\.ts$/.test(file))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'((?:tcp|ip|net|congestion)\.[a-z0-9-]+)'/g)].map(
        (m) => m[1]!,
      ),
    );
  const timers = TIMER_NAMES.filter((name) => name !== '').flatMap((timer) =>
    ['start', 'stop', 'expire'].map((action) => `tcp.timer-${timer}-${action}`),
  );
  const heard = [
    'established',
    'data',
    'urgent',
    'end',
    'refused',
    'reset',
    'timeout',
    'unreachable',
    'closed',
  ].map((what) => `tcp.deliver-${what}`);
  const calls = ['listen', 'connect', 'send', 'read', 'close', 'abort'].map((call) => `tcp.call-${call}`);
  return new Set([...ids, ...TRANSITIONS.map((row) => row.reason), ...timers, ...heard, ...calls]);
}

/** RFC 826 and the like have no numbered sections. */
const CLAUSE =
  /^((RFC \d+|IEEE 802\.\w+|draft-[a-z-]+\d\d) §[\d.]+|RFC (792|826|862|1624)|[A-Z][\w, ]+ \d{4}|(Linux )?[a-z]+\([27]\))$/;

describe('the reasons of network events', () => {
  const clauses = Object.keys(reasons).sort();
  it('are those that the engine gives, no more and no fewer', () => {
    expect([...named()].sort()).toEqual(clauses);
  });
  it.each(['ko', 'en'])('have a sentence each in %s, as has everything that is left out', (lang) => {
    expect(Object.keys(sentences(lang)).sort()).toEqual(
      [...clauses, ...LEFT_OUT.map((id) => `left-out.${id}`)].sort(),
    );
  });
  it('cite where they stand', () => {
    for (const [id, clause] of Object.entries(reasons)) expect(clause, id).toMatch(CLAUSE);
  });
});

/** What the player adds to the event's own fields: the host's name in the reader's language, the timer's end as a duration. */
const ADDED = ['host', 'due'];

describe.each(['ko', 'en'])('the sentences in %s', (lang) => {
  const text = sentences(lang);
  it.each(tcpConnection.scenarios.map(({ id }) => id))('name only what their events have: %s', (id) => {
    const { events } = tcpConnection.run(setupOf(tcpConnection as never, id)) as {
      events: readonly NetEvent[];
    };
    for (const event of events) {
      const names = [...text[event.reason]!.matchAll(/\{([\w-]+)/g)].map((match) => match[1]!);
      for (const name of names) expect([...ADDED, ...Object.keys(event)], event.reason).toContain(name);
    }
  });
});
