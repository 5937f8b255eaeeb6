import { describe, expect, it } from 'vitest';
import type { ModelCore } from '#player/model.ts';
import { Session } from '#player/session.svelte.ts';
import { decodeShare, encodeShare } from '#player/share.ts';
import { cachePolicy } from '#sandboxes/cache-policy/model.ts';
import { tcpFlow } from '#sandboxes/tcp-flow/model.ts';
import { webCache } from '#sandboxes/web-cache/model.ts';

const web = webCache as unknown as ModelCore;
const HEADERS = 'Cache-Control: no-store';
const scenario = web.scenarios[0]!.id;
const began = (model = web, at = scenario) => {
  const session = new Session(model, at);
  return { session, before: { setup: session.shownSetup, run: session.run } };
};

describe('undo takes back whatever the reader did', () => {
  it('headers that were typed, and does them again', () => {
    const { session, before } = began();
    expect(session.trySet('headers', HEADERS)).toBeUndefined();
    const typed = { setup: session.shownSetup, run: session.run };
    expect(typed.run.events).not.toEqual(before.run.events);
    session.undo();
    expect([session.shownSetup, session.run]).toEqual([before.setup, before.run]);
    session.redo();
    expect([session.shownSetup, session.run]).toEqual([typed.setup, typed.run]);
  });

  it('a link holds what is set now, not what was taken back', async () => {
    const { session } = began();
    session.trySet('headers', HEADERS);
    const linked = async () => {
      const hash = await encodeShare(web, { setup: session.shownSetup, playhead: 0 });
      return ((await decodeShare(web, hash)) as { setup: typeof session.shownSetup }).setup;
    };
    expect((await linked()).parameters['headers']).toBe(HEADERS);
    session.undo();
    expect(await linked()).toEqual(session.shownSetup);
  });

  it('another scenario is a new beginning', () => {
    const { session } = began();
    session.trySet('headers', HEADERS);
    const other = { ...session.shownSetup, scenario: web.scenarios[1]!.id };
    session.open(other);
    expect([session.history.behind, session.history.ahead]).toEqual([[], []]);
    session.undo();
    expect(session.shownSetup).toEqual(other);
  });

  it('what one deed sets is one change, what the next sets is another', async () => {
    const model = cachePolicy as unknown as ModelCore;
    const { session, before } = began(model, model.scenarios[0]!.id);
    session.trySet('workload', 'loop');
    session.trySet('requests', 40);
    await Promise.resolve();
    session.trySet('workload', 'scan');
    expect(session.history.behind).toHaveLength(2);
    session.undo();
    expect([session.parameters['workload'], session.parameters['requests']]).toEqual(['loop', 40]);
    session.undo();
    expect(session.shownSetup).toEqual(before.setup);
  });

  it('what is wrong is refused, and is no change', () => {
    const { session } = began();
    expect(session.trySet('headers', 'x'.repeat(100_000))).toMatchObject({ code: 'wrong-length' });
    expect(session.history.behind).toEqual([]);
  });
});

describe('conditions that together lead to more than a run may hold', () => {
  const model = tcpFlow as unknown as ModelCore;
  it('leave the run before, and say so', () => {
    const { session, before } = began(model, 'nagle-delayed-ack');
    const conditions = { readBytes: 1, writeEveryMs: 0, totalBytes: 600_000, receiveBufferBytes: 544_873 };
    session.open({ ...session.shownSetup, parameters: { ...session.parameters, ...conditions } });
    expect(session.failed).toBe('too-much');
    expect(session.working).toBeUndefined();
    expect([session.shownSetup, session.run, session.parameters]).toEqual([
      before.setup,
      before.run,
      before.setup.parameters,
    ]);
    session.setParameter('nagle', false);
    expect(session.failed).toBeUndefined();
  });
});
