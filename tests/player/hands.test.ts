import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import en from '#content/ui/en/player.json';
import ko from '#content/ui/ko/player.json';
import { announcer, REST_MS } from '#player/announce.ts';
import { runClock } from '#player/clock.ts';
import { keep, kept } from '#player/keepsake.ts';
import { KEYS, nameOf, PICTURE_KEYS } from '#player/keys.ts';
import { setupOf } from '#player/model.ts';
import { momentOf, wordiest } from '#player/moments.ts';
import { speech } from '#player/speech.ts';
import { toy } from './toy.ts';

describe('what a screen reader is told', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('a held key says where it came to, not every step on the way', () => {
    const said: string[] = [];
    const { tell, stop } = announcer((sentence) => said.push(sentence));
    for (const step of ['one', 'two', 'three']) {
      tell(step);
      vi.advanceTimersByTime(REST_MS - 1);
    }
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(said).toEqual(['three']);
    tell('four');
    stop();
    vi.advanceTimersByTime(REST_MS);
    expect(said).toEqual(['three']);
  });
});

describe('keys', () => {
  it.each([
    [{ key: 'ArrowRight' }, 'step'],
    [{ key: 'ArrowRight', shiftKey: true }, 'next'],
    [{ key: 'D', shiftKey: false }, 'drop'],
    [{ key: 'ㅇ', code: 'KeyD' }, 'drop'],
    [{ key: 'ㅋ', code: 'KeyZ', ctrlKey: true }, 'undo'],
    [{ key: 'z', ctrlKey: true }, 'undo'],
    [{ key: 'Z', metaKey: true, shiftKey: true }, 'redo'],
    [{ key: '?', shiftKey: true }, 'keys'],
    [{ key: ',' }, 'wider'],
    [{ key: 'x' }, undefined],
  ])('%j is %s', (press, id) => {
    const name = nameOf({ ctrlKey: false, metaKey: false, shiftKey: false, ...press });
    expect(KEYS.find((one) => (one.names as readonly string[]).includes(name))?.id).toBe(id);
  });
  it('no key has two meanings, and each is told in both languages', () => {
    const names = KEYS.flatMap((one) => one.names as readonly string[]);
    expect(new Set(names).size).toBe(names.length);
    for (const { id } of [...KEYS, ...PICTURE_KEYS]) {
      expect(ko[`keys.${id}`], id).toBeTruthy();
      expect(en[`keys.${id}`], id).toBeTruthy();
    }
  });
});

describe('the clock', () => {
  let frames: ((now: number) => void)[] = [];
  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (frame: (now: number) => void) => frames.push(frame));
    vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
  });
  afterEach(() => void vi.unstubAllGlobals());
  const pass = (now: number) => frames.splice(0).forEach((frame) => frame(now));

  it('moves by what has passed, a late frame by a tenth of a second at most, and asks for no frame once stopped', () => {
    const advance = vi.fn();
    const stop = runClock({ advance, tick: vi.fn(), speed: 1 }, () => false);
    for (const now of [1000, 1016, 5000]) pass(now);
    expect(advance.mock.calls.flat().map((seconds: number) => Math.round(seconds * 1000))).toEqual([
      0, 16, 100,
    ]);
    stop();
    expect(frames).toEqual([]);
  });
  it('goes by steps, a second each at speed 1, where nothing is to move', () => {
    const tick = vi.fn();
    const stop = runClock({ advance: vi.fn(), tick, speed: 2 }, () => true);
    for (let now = 0; now <= 2000; now += 100) pass(now);
    expect(tick).toHaveBeenCalledTimes(4);
    stop();
  });
});

describe('what the reader did', () => {
  const store = new Map<string, string>();
  beforeEach(() => {
    store.clear();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => store.set(key, value),
      removeItem: (key: string) => store.delete(key),
    });
  });
  afterEach(() => void vi.unstubAllGlobals());
  const moment = { setup: { ...setupOf(toy, 'slow'), seed: 9 }, playhead: 12 };

  it('is there again under its own address', () => {
    keep(toy, '/ko/a/', moment);
    expect(kept(toy, '/ko/a/')).toEqual(moment);
    expect(kept(toy, '/ko/b/')).toBeUndefined();
  });
  it('is left alone where it is from another version, or damaged', () => {
    keep({ ...toy, version: 2 }, '/', moment);
    expect(kept(toy, '/')).toBeUndefined();
    for (const key of store.keys()) store.set(key, '{"v":1');
    expect(kept(toy, '/')).toBeUndefined();
  });
  it('is not kept where storage is refused, and nothing fails', () => {
    vi.stubGlobal('sessionStorage', undefined);
    expect(() => keep(toy, '/', moment)).not.toThrow();
    expect(kept(toy, '/')).toBeUndefined();
  });
});

describe('sentences', () => {
  const { targetName } = speech({ ...en, 'name.wire': 'Link' }, 'en');
  it.each([
    ['wire/client>server/0', 'Client → Server, packet 1'],
    ['wire/client>server/0/copy', 'Client → Server, duplicate of packet 1'],
    ['wire', 'Link'],
    ['request/4', 'request 5'],
  ])('%s is %s', (target, name) => expect(targetName(target)).toBe(name));

  const events = [0, 1, 2, 3, 4].map((n) => ({ n, at: n, kind: 'k', where: 'w', reason: 'x'.repeat(n) }));
  it('a moment is what belongs to its stop, up to the playhead', () => {
    expect(momentOf(events, [-1, 0, 2, 4], 2, 2).map(({ n }) => n)).toEqual([1, 2]);
    expect(momentOf(events, [-1, 4], 1, 4).map(({ n }) => n)).toEqual([2, 3, 4]);
    expect(momentOf(events, [-1, 0], 0, -1)).toEqual([]);
  });
  it('where a run goes on after what is said last, that stays', () => {
    expect(momentOf(events, [-1, 2, 4, 9], 3, 9).map(({ n }) => n)).toEqual([3, 4]);
  });
  it('the longest moment and the one of the most sentences keep the room', () => {
    const lengthOf = ({ n }: { n: number }) => (n === 0 ? 90 : 10);
    const found = wordiest(events, [-1, 0, 3, 4], lengthOf);
    expect(found.map((moment) => moment.map(({ n }) => n))).toEqual([[0], [1, 2, 3]]);
    expect(wordiest(events, [-1, 2, 4], () => 10)).toHaveLength(1);
    expect(wordiest([], [-1], () => 10)).toEqual([]);
  });
});
