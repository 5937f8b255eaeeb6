import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyIds as all } from '#engine/cache/eviction/registry.ts';
import { zipf } from '#engine/cache/workloads/zipf.ts';
import { cities } from '#engine/cdn/cities.ts';
import { toUserNs } from '#engine/cdn/latency.ts';
import { reasons } from '#engine/cdn/reasons.ts';
import { NOTICE_NS, PURGE_NS, type CdnSetup } from '#engine/cdn/setup.ts';
import { crowd, crowdNs } from '#engine/cdn/workload.ts';
import { serialisationNs, SECOND } from '#engine/kernel/time.ts';
import type { Intervention } from '#engine/kernel/trace.ts';
import { city, fates, figures, requests, run, setup } from './setups.ts';

/** OPT has to know the requests to come. */
const policyIds = all.filter((id) => id !== 'opt');

describe('the rules of a CDN', () => {
  it('the first request is fetched from the origin and stored, later ones are answered by the edge until it expires', () => {
    const events = run(setup(requests('seoul A 0', 'tokyo A 2', 'seoul A 59', 'seoul A 61')));
    expect(fates(events)).toEqual(['origin', 'edge', 'edge', 'origin']);
    // the last one was a question only: nothing had changed
    expect(figures(events)).toMatchObject({ originRequests: 2, notModified: 1, originBytes: 100_000 });
  });

  it('a hit takes the way to the edge and back and the time on the wire, and nothing else', () => {
    const events = run(setup(requests('tokyo A 0', 'tokyo A 5')));
    const [tokyo, seoul] = [cities[city('tokyo')]!, cities[city('seoul')]!];
    const expected = 2 * toUserNs(tokyo, seoul) + serialisationNs(100_000, 50_000_000);
    expect(events.findLast(({ kind }) => kind === 'served')!.at).toBe(5 * SECOND + expected);
  });

  it.each(policyIds)('what is not asked for goes where room is short: %s', (policy) => {
    const events = run(
      setup(requests('seoul A 0', 'seoul B 1', 'seoul B 2', 'seoul C 3', 'seoul A 4'), {
        policy,
        capacity: 2,
      }),
    );
    const gone = events.filter(({ kind }) => kind === 'evict').map(({ key }) => key);
    expect(gone.length).toBeGreaterThan(0);
    for (const { set, kind, where } of events)
      if (kind === 'store' && where === 'edge-seoul')
        expect((set!['held.0'] as string[]).length).toBeLessThanOrEqual(2);
  });

  it('a sibling that is nearer than the next tier is asked first, and gives only what it holds', () => {
    const list = requests('frankfurt A 0', 'london A 5', 'london B 6');
    const events = run(setup(list, { edges: 10, siblings: true, origin: city('seoul') }));
    expect(fates(events)).toEqual(['origin', 'sibling', 'origin']);
    expect(events.filter(({ kind }) => kind === 'nothing').map(({ where, key }) => [where, key])).toEqual([
      ['edge-frankfurt', 'A'],
      ['edge-london', 'B'],
    ]);
  });

  it('whether a copy is still good is asked of the origin, not of a sibling whose own is as old', () => {
    const list = requests('frankfurt A 0', 'london A 5', 'frankfurt A 10');
    const terms = { maxAge: 0, staleWhileRevalidate: 3600, staleIfError: 0, mustRevalidate: false };
    const events = run(setup(list, { edges: 10, siblings: true, origin: city('seoul'), terms }));
    const asked = events.filter(({ kind }) => kind === 'forward');
    expect(asked.some(({ validates }) => validates)).toBe(true);
    for (const { validates, to } of asked) if (validates) expect(to).toBe('origin');
    expect(events.length).toBeLessThan(100);
  });

  it('a copy that has become old is replaced where the origin has a new edition', () => {
    const events = run(
      setup(requests('seoul A 0', 'seoul A 30', 'seoul A 70'), { changes: [{ at: 20 * SECOND, key: 0 }] }),
    );
    expect(events.filter(({ kind }) => kind === 'served').map((one) => one['version'])).toEqual([1, 1, 2]);
    expect(figures(events)).toMatchObject({ outdated: 1, originRequests: 2, notModified: 0 });
  });
});

describe('many at once', () => {
  const all = requests(...Array.from({ length: 50 }, (_, n) => `seoul A ${n / 1000}`));
  it('collapsing: one request reaches the origin; without it each one does', () => {
    expect(figures(run(setup(all)))).toMatchObject({ originRequests: 1, collapsed: 49, served: 50 });
    expect(figures(run(setup(all, { collapse: false })))).toMatchObject({ originRequests: 50, collapsed: 0 });
  });
  it('a middle tier collapses what several edges ask', () => {
    const everywhere = requests(
      ...['seoul', 'sydney', 'frankfurt', 'johannesburg', 'sao-paulo'].map((from) => `${from} A 0`),
    );
    expect(figures(run(setup(everywhere)))['originRequests']).toBe(5);
    expect(figures(run(setup(everywhere, { shields: [city('washington')] })))['originRequests']).toBe(1);
  });
  it('an origin that is asked for too much refuses, and stale-if-error covers it', () => {
    // a fetch of A every second or so; then a crowd of others; A is stale by then
    const others = Array.from(
      { length: 300 },
      (_, n) => `seoul ${String.fromCharCode(66 + (n % 25))} 10.0${100 + n}`,
    );
    const list = requests('seoul A 0', ...others, 'seoul A 10.05');
    const terms = { maxAge: 5, staleWhileRevalidate: 0, staleIfError: 60, mustRevalidate: false };
    const busy = { collapse: false, originPerSecond: 20 };
    const bare = run(setup(list, { ...busy, terms: { ...terms, staleIfError: 0 } }));
    expect(bare.findLast(({ kind, key }) => kind === 'failed' && key === 'A')?.['status']).toBe(503);
    const covered = run(setup(list, { ...busy, terms }));
    expect(
      covered.some(
        ({ kind, key, reason }) => kind === 'stale' && key === 'A' && reason === 'cdn.stale-if-error',
      ),
    ).toBe(true);
  });
});

describe('failures', () => {
  const act = (target: string, what: 'kill' | 'down' | 'up', seconds: number): Intervention => ({
    act: what,
    target,
    atNs: seconds * SECOND,
  });
  const each = requests(...Array.from({ length: 60 }, (_, second) => `tokyo A ${second}`));

  it('by anycast users are without their edge until the routers notice; by DNS until the answer is over as well', () => {
    const kill = { interventions: [act('edge-seoul', 'kill', 9.5)] };
    const failed = (routing: 'anycast' | 'dns', ttl: number) =>
      figures(run(setup(each, { ...kill, routing, dnsTtlNs: ttl * SECOND })))['failed'];
    expect(failed('anycast', 0)).toBe(NOTICE_NS / SECOND);
    expect(failed('dns', 5)).toBeGreaterThanOrEqual(1);
    // told at 0 and remembered for 30 s, from the answer on: those of 10 to 30 s
    expect(failed('dns', 30)).toBe(21);
    expect(failed('dns', 300)).toBe(50);
  });
  it('an edge that comes back is empty', () => {
    const events = run(
      setup(each, { interventions: [act('edge-seoul', 'kill', 10), act('edge-seoul', 'up', 20)] }),
    );
    const stores = events.filter(({ kind, where }) => kind === 'store' && where === 'edge-seoul');
    expect(stores.length).toBe(2);
  });
  it('a cut line leaves an edge with what it holds, though stale, and with nothing where that is forbidden', () => {
    const list = requests('seoul A 0', 'seoul A 100', 'seoul B 101');
    const cut = { interventions: [act('link-seoul', 'down', 50)] };
    expect(fates(run(setup(list, cut)))).toEqual(['origin', 'edge', 'failed']);
    const must = { maxAge: 60, staleWhileRevalidate: 0, staleIfError: 0, mustRevalidate: true };
    expect(fates(run(setup(list, { ...cut, terms: must })))).toEqual(['origin', 'failed', 'failed']);
  });
  it('an origin that stops is not missed while copies are fresh', () => {
    const list = requests('seoul A 0', 'seoul A 30', 'sydney A 40', 'seoul A 100');
    expect(fates(run(setup(list, { interventions: [act('origin', 'down', 10)] })))).toEqual([
      'origin',
      'edge',
      'failed',
      'edge',
    ]);
  });
  it('a middle tier that is gone is left out: the edge asks the origin', () => {
    const list = requests('seoul A 0', 'seoul B 5', 'seoul C 20');
    const events = run(
      setup(list, { shields: [city('frankfurt')], interventions: [act('shield-frankfurt', 'kill', 4.5)] }),
    );
    expect(fates(events)).toEqual(['origin', 'origin', 'origin']);
    expect(events.filter(({ kind }) => kind === 'timeout').map(({ key }) => key)).toEqual(['B']);
  });
});

describe('what the operator does', () => {
  it('a purge reaches each server after its distance, and the next request fetches the new edition', () => {
    const events = run(
      setup(requests('seoul A 0', 'seoul A 25', 'seoul A 32'), {
        changes: [{ at: 20 * SECOND, key: 0 }],
        interventions: [{ act: 'set', target: 'purge', value: 1, atNs: 30 * SECOND }],
      }),
    );
    expect(events.filter(({ kind }) => kind === 'served').map((one) => one['version'])).toEqual([1, 1, 2]);
    const purged = events.filter(({ kind }) => kind === 'purged');
    expect(purged.map(({ reason }) => reason)).toContain('cdn.purged');
    for (const { at } of purged) expect(at - 30 * SECOND).toBeGreaterThan(PURGE_NS);
    expect(new Set(purged.map(({ at }) => at)).size).toBe(6);
  });
  it('what is pushed is there before anybody asks, and replaced when it changes', () => {
    const events = run(
      setup(requests('seoul A 1', 'sydney C 2', 'seoul A 200', 'seoul A 300'), {
        push: true,
        objects: 3,
        changes: [{ at: 250 * SECOND, key: 0 }],
      }),
    );
    expect(fates(events)).toEqual(['edge', 'edge', 'edge', 'edge']);
    expect(events.filter(({ kind }) => kind === 'served').map((one) => one['version'])).toEqual([1, 1, 1, 2]);
    expect(figures(events)).toMatchObject({ originRequests: 0, originBytes: 6 * 4 * 100_000 });
  });
  it('what is pushed into too little room is asked for again', () => {
    expect(
      fates(run(setup(requests('seoul A 1', 'seoul C 2'), { push: true, objects: 3, capacity: 2 }))),
    ).toEqual(['origin', 'edge']);
  });
  it('a server more moves few keys on a ring, and most by the remainder', () => {
    const keys = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n));
    const list = requests(
      ...[1, 2, 100, 101].flatMap((at) => keys.map((key, n) => `seoul ${key} ${at}.${100 + n}`)),
    );
    const misses = (hashing: 'ring' | 'remainder') =>
      run(
        setup(list, {
          hashing,
          servers: 3,
          capacity: 30,
          terms: { maxAge: 3600, staleWhileRevalidate: 0, staleIfError: 0, mustRevalidate: false },
          interventions: [{ act: 'set', target: 'servers', value: 4, atNs: 50 * SECOND }],
        }),
      ).filter(({ kind, where, at }) => kind === 'miss' && where === 'edge-seoul' && at > 50 * SECOND).length;
    expect(misses('ring')).toBeLessThan(13);
    expect(misses('remainder')).toBeGreaterThan(15);
  });
});

describe('any network under any crowd', () => {
  const anything = fc.record({
    seed: fc.nat(1000),
    edges: fc.constantFrom(1, 3, 6, 20),
    shields: fc.subarray([1, 2, 6]),
    routing: fc.constantFrom('dns' as const, 'anycast' as const),
    siblings: fc.boolean(),
    collapse: fc.boolean(),
    push: fc.boolean(),
    servers: fc.integer({ min: 1, max: 3 }),
    policy: fc.constantFrom(...policyIds),
    capacity: fc.integer({ min: 1, max: 8 }),
    originPerSecond: fc.constantFrom(1, 20, 1000),
    terms: fc.record({
      maxAge: fc.nat(5),
      staleWhileRevalidate: fc.constantFrom(0, 3),
      staleIfError: fc.constantFrom(0, 5),
      mustRevalidate: fc.boolean(),
    }),
    changes: fc.array(fc.record({ at: fc.nat(20 * SECOND), key: fc.nat(7) }), { maxLength: 3 }),
    interventions: fc.array(
      fc.record({
        act: fc.constantFrom('kill' as const, 'up' as const, 'down' as const),
        target: fc.constantFrom(
          'edge-seoul',
          'edge-frankfurt',
          'shield-frankfurt',
          'origin',
          'link-seoul',
          'link-origin',
        ),
        atNs: fc.nat(20 * SECOND),
      }),
      { maxLength: 5 },
    ),
  });
  const made = ({ seed, ...own }: Partial<CdnSetup> & { seed: number }, detail: boolean): CdnSetup => {
    const asked = {
      seed,
      requests: 120,
      perSecond: 8,
      cities: 20,
      objects: 8,
      skewQuarters: 3,
      flash: seed % 2 === 0,
    };
    const next = crowd(zipf, asked);
    return setup([], {
      ...own,
      detail,
      objects: 8,
      requests: 120,
      next,
      horizonNs: crowdNs(asked) + 100 * SECOND,
    });
  };

  it('every request comes to one end, in time, for a reason that is listed', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const events = run(made(given, true));
        const ends = events
          .filter(({ kind }) => kind === 'served' || kind === 'failed')
          .map(({ request }) => request!);
        expect([...ends].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, n) => n));
        events.forEach((event, n) => {
          // thousands of events: one by one only where something is wrong
          if (event.n !== n || event.at < (events[n - 1]?.at ?? 0))
            throw new Error(`event ${n} at ${event.at}`);
          if (!reasons[event.reason]) throw new Error(event.reason);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('the large run, which decides in numbers and keeps samples only, comes to the same figures', () => {
    fc.assert(
      fc.property(anything, (given) => {
        expect(figures(run(made(given, false)))).toMatchObject(figures(run(made(given, true))));
      }),
      { numRuns: 60 },
    );
  });

  it('two networks beside each other are each what they are alone', () => {
    const alone = made({ seed: 4 }, true);
    const other = { ...made({ seed: 4 }, true), world: 'b', routing: 'dns' as const };
    const both = run(alone, {
      ...other,
      next: crowd(zipf, {
        seed: 4,
        requests: 120,
        perSecond: 8,
        cities: 20,
        objects: 8,
        skewQuarters: 3,
        flash: true,
      }),
    });
    const own = run(made({ seed: 4 }, true));
    const told = both
      .filter(({ where }) => !where.startsWith('b/'))
      .map(({ n, ...rest }) => (n < 0 ? n : rest));
    expect(told).toEqual(own.map(({ n, ...rest }) => (n < 0 ? n : rest)));
    expect(figures(both, 'b/network')['served']).toBe(120);
  });
});
