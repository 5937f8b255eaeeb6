/** What a reverse proxy does to an upgrade, a silence and a stream, each line of its configuration left out once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECOND } from '#engine/kernel/time.ts';
import type { Run } from '#engine/kernel/trace.ts';
import type { AppEvent, NetEvent } from '#engine/net/events.ts';
import { reasons } from '#engine/realtime/reasons.ts';
import { FAULTS } from '#engine/websocket/faults.ts';
import { REFUSALS } from '#engine/websocket/server-handshake.ts';
import { CLIENT_COMMANDS, SERVER_COMMANDS } from '#engine/stomp/frame.ts';
import { setupOf, type Parameters, type SandboxModel } from '#player/model.ts';
import { websocketLab } from '#sandboxes/websocket-lab/model.ts';
import en from '#content/reasons/realtime.en.json';
import ko from '#content/reasons/realtime.ko.json';
import { hasTshark, packetsOf, type Question } from '../../support/tshark.ts';

const model = websocketLab as unknown as SandboxModel;
const run = (parameters: Parameters, scenario = 'echo'): Run<NetEvent> => {
  const plain = setupOf(model, scenario);
  return websocketLab.run({ ...plain, parameters: { ...plain.parameters, ...parameters } });
};
const apps = (of: Run<NetEvent>, where: string): AppEvent[] =>
  of.events.filter((event): event is AppEvent => event.kind === 'app' && event.where === where);
const has = (of: Run<NetEvent>, where: string, reason: string) =>
  apps(of, where).some((event) => event.reason === `realtime.${reason}`);

describe('an upgrade through the proxy', () => {
  it.each([
    [{}, 101, 'upgrade-passed', undefined],
    [{ setUpgrade: false }, 400, 'upgrade-dropped', 'refuse-no-upgrade'],
    [{ setConnection: false }, 400, 'connection-replaced', 'refuse-no-connection'],
    [{ httpVersion: '1.0' }, 400, 'upgrade-in-http10', 'refuse-not-http11'],
    [{ leaveOut: 'sec-websocket-key' }, 400, 'upgrade-passed', 'refuse-bad-key'],
    [{ leaveOut: 'sec-websocket-version' }, 426, 'upgrade-passed', 'refuse-bad-version'],
    [{ leaveOut: 'upgrade' }, 400, 'request-passed', 'refuse-no-upgrade'],
    [{ page: 'other' }, 403, 'upgrade-passed', 'refuse-bad-origin'],
    [{ page: 'other', checksOrigin: false }, 101, 'upgrade-passed', undefined],
  ] as const)('%j: %i', (parameters, status, passed, refused) => {
    const trace = run(parameters);
    const answer = apps(trace, 'client').find(({ act }) => act === 'open' || act === 'fail')!;
    expect([answer.act, answer.code]).toEqual([status === 101 ? 'open' : 'fail', status]);
    expect(has(trace, 'proxy', passed)).toBe(true);
    if (refused) expect(has(trace, 'server', refused)).toBe(true);
    expect(has(trace, 'client', 'message')).toBe(status === 101);
  });

  it('drops what is for one connection, and what Connection names, on the way there and back', () => {
    const trace = run({ setUpgrade: false, setConnection: false });
    const behind = trace.events.find(
      (event) => event.kind === 'send' && event.where === 'proxy' && event.to === 'server' && event.len > 0,
    )!;
    const text = Buffer.from(trace.frames[(behind as { frame: number }).frame]!.bytes).toString('latin1');
    expect(text).toContain('Connection: close\r\n');
    expect(text).not.toMatch(/^Upgrade:/m);
    expect(text).toContain('Sec-WebSocket-Key: ');
    expect(text).toContain('Origin: https://app.example');
  });
});

describe('a silent socket', () => {
  it.each([
    [60, 0, 70, 60],
    [5, 0, 20, 5],
    [60, 25, 120, undefined],
    [60, 61, 120, 60],
  ])(
    'limit %i s, ping every %i s, watched for %i s: closed after %s s',
    (readTimeoutS, pingS, watchS, closed) => {
      const trace = run({ readTimeoutS, pingS, watchS, frames: '' });
      const opened = apps(trace, 'proxy').find(({ reason }) => reason === 'realtime.tunnel-opened')!;
      const ended = apps(trace, 'proxy').find(({ act }) => act === 'close');
      expect(ended && (ended.at - opened.at) / SECOND).toBe(closed);
      const told = apps(trace, 'client').find(({ act }) => act === 'close');
      expect(told?.code).toBe(closed === undefined ? undefined : 1006);
    },
  );
});

describe('responses that stream', () => {
  const times = (buffering: boolean) =>
    apps(run({ doing: 'events', buffering }, 'events-buffered'), 'client')
      .filter(({ reason }) => reason === 'realtime.event')
      .map(({ at }) => Math.round(at / (SECOND / 2)));
  it('come event by event where the proxy does not buffer, else at the end', () => {
    expect(times(false)).toEqual([1, 2, 3, 4, 5]);
    expect(times(true)).toEqual([5, 5, 5, 5, 5]);
  });
  it.each([
    [{ setUpgrade: true }, 'websocket'],
    [{ setUpgrade: false, buffering: false }, 'xhr-streaming'],
    [{ setUpgrade: false, buffering: true }, 'xhr-polling'],
  ])('SockJS with %j is open by %s, and hears what it says', (parameters, transport) => {
    const trace = run({ doing: 'sockjs', ...parameters }, 'sockjs-blocked');
    const open = apps(trace, 'client').find(({ reason }) => reason === 'realtime.sock-open');
    expect(open?.text).toBe(transport);
    expect(
      apps(trace, 'client')
        .filter(({ reason }) => reason === 'realtime.sock-message')
        .map(({ text }) => text),
    ).toEqual(['"hello"', '"still there?"']);
  });
});

describe('the reasons', () => {
  /** Ids that the sources name, those made of parts taken from the tables. */
  const named = new Set([
    ...['', 'pages', 'services'].flatMap((folder) => {
      const path = join(import.meta.dirname, '../../../src/engine/realtime', folder);
      return readdirSync(path)
        .filter((file) => file.endsWith('.ts') && file !== 'reasons.ts')
        .flatMap((file) =>
          [...readFileSync(join(path, file), 'utf8').matchAll(/'(realtime\.[a-z0-9-]+)'/g)].map((m) => m[1]!),
        );
    }),
    ...FAULTS.map((fault) => `realtime.fail-${fault}`),
    ...REFUSALS.map((fault) => `realtime.refuse-${fault}`),
    ...[
      'not-switching',
      'no-upgrade',
      'no-connection',
      'bad-accept',
      'extension-not-asked',
      'protocol-not-asked',
    ].map((fault) => `realtime.answer-${fault}`),
    ...[...CLIENT_COMMANDS, ...SERVER_COMMANDS].map((command) => `realtime.stomp-${command.toLowerCase()}`),
    ...[
      'not-connected',
      'connected-twice',
      'version',
      'missing-header',
      'bad-ack-mode',
      'bad-heart-beat',
      'subscription-taken',
      'no-subscription',
      'no-message',
      'transaction-taken',
      'no-transaction',
      'malformed',
    ].map((cause) => `realtime.stomp-error-${cause}`),
    ...['info', 'send', 'websocket', 'xhr-streaming', 'xhr-polling'].map(
      (purpose) => `realtime.sock-${purpose}`,
    ),
  ]);
  it('have a clause and a sentence in each language, and none is left over', () => {
    expect(Object.keys(reasons).sort()).toEqual([...named].sort());
    for (const sentences of [ko, en])
      expect(
        Object.keys(sentences)
          .filter((id) => !id.startsWith('left-out.'))
          .sort(),
      ).toEqual([...named].sort());
  });
});

describe.skipIf(!hasTshark)('tshark, opening what can be taken away', () => {
  const read = (scenario: string, fields: readonly string[], question: Question) =>
    packetsOf(model.capture!(model.run(setupOf(model, scenario))), fields, question);
  it.each([
    'echo',
    'fragments',
    'stomp-topic',
    'sockjs-blocked',
    'sockjs-buffered',
    'events-buffered',
    'http10',
  ])('%s: nothing is malformed, and no checksum wrong', (scenario) => {
    const flawed =
      '_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0 || http.bad_header_name';
    const question = { filter: flawed, preferences: ['tcp.check_checksum:TRUE'] };
    expect(read(scenario, ['frame.number', 'frame.protocols'], question)).toEqual([]);
  });
  it('names WebSocket behind the 101, unmasks what was masked, and sees the close code', () => {
    const fields = ['opcode', 'mask', 'payload.text', 'payload.close.status_code'].map(
      (one) => `websocket.${one}`,
    );
    const rows = read('echo', fields, { filter: 'websocket' });
    const all = (field: number) => rows.flatMap((cells) => cells[field]!.split(','));
    expect(all(2)).toContain('Hello');
    expect(new Set(all(0).map(Number))).toEqual(new Set([1, 8, 9, 10]));
    expect(new Set(all(1))).toEqual(new Set(['1', '0']));
    expect(all(3)).toContain('1000');
    const phrase = read('echo', ['http.response.phrase'], { filter: 'http.response.code == 101' });
    expect(phrase).toContainEqual(['Switching Protocols']);
  });
});
