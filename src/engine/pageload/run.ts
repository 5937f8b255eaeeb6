import { stream } from '../kernel/random.ts';
import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import type { Intervention, Run } from '../kernel/trace.ts';
import type { NetEvent } from '../net/events.ts';
import type { Observe, TracedHost } from '../net/host.ts';
import type { LinkSetup } from '../net/link.ts';
import { World } from '../net/world.ts';
import type { End, Ends } from './ends.ts';
import { Loader, type Paid } from './loader.ts';
import type { Page } from './page.ts';
import type { Security } from './setup.ts';
import type { Way } from './ways.ts';

export interface PageLoad {
  readonly way: Way;
  readonly page: Page;
  readonly security: Security;
  readonly rttNs: Ns;
  readonly rateBps: number;
  /** Of the frames towards the browser. */
  readonly lossPpm: number;
  readonly thinkNs: Ns;
  readonly cookieBytes: number;
  readonly seed: number;
  readonly interventions: readonly Intervention[];
  /** False: no trace is kept, only what was paid. */
  readonly record?: boolean;
}

export interface Loaded {
  readonly run: Run<NetEvent>;
  readonly paid: Readonly<Paid>;
  readonly loadedAt: Ns | null;
}

/** Frames that wait before the slow link: some 100 ms of 10 Mbit/s. */
const QUEUE_FRAMES = 100;
/** 192.0.2.10 and 192.0.2.80: for documentation (RFC 5737 §3). */
const ADDRESS = { browser: 0xc000020a, server: 0xc0000250 } as const;
const MOST_NS = 120 * SECOND;

/** A browser and a server on one link; the page is loaded in one way. In portions: `advance` until it says false, then `result`. */
export class PageLoading {
  readonly #world: World;
  readonly #loader: Loader;
  readonly #stepNs: Ns;
  readonly #afterNs: Ns;
  #untilNs = 0;

  /** @param ends of the version that the way speaks (`endsOf`) */
  constructor(load: PageLoad, ends: Ends) {
    const secret = stream(load.seed, 'secrets');
    let loader: Loader | undefined;
    const hosts = (observe: (name: string) => Observe): TracedHost[] => {
      loader = new Loader(load.page, load.way.over, observe('browser'));
      const end = (name: keyof typeof ADDRESS): End => ({
        ...{ name, interfaces: [{ address: ADDRESS[name], prefixLength: 24 }], observe: observe(name) },
        secret: [secret.below(0x1_0000_0000), secret.below(0x1_0000_0000)],
      });
      return ends(end('browser'), end('server'), load, loader);
    };
    this.#world = new World({
      ...{ seed: load.seed, links: [linkOf(load)], hosts, interventions: load.interventions },
      ...(load.record !== undefined && { record: load.record }),
      bounds: { horizonNs: 2 * MOST_NS, maxEvents: 400_000 },
    });
    this.#loader = loader!;
    this.#stepNs = Math.max(MILLISECOND, Math.floor(load.rttNs / 4));
    this.#afterNs = 2 * load.rttNs;
  }
  /** Files that are there. */
  get done(): number {
    return this.#loader.paid.done;
  }
  /** A little further, so that it can be seen when the page is there; false once it is, or never will be. */
  advance(): boolean {
    this.#untilNs += this.#stepNs;
    const more = this.#world.advance(this.#untilNs);
    return more && this.#loader.loadedAt === null && this.#untilNs < MOST_NS;
  }
  /** Ends a little after the page is there, whatever connections stay open. */
  result(): Loaded {
    const { loadedAt, paid } = this.#loader;
    const end = loadedAt === null ? this.#untilNs : loadedAt + this.#afterNs + this.#stepNs;
    return { run: this.#world.run(Math.max(end, this.#untilNs)), paid, loadedAt };
  }
}

export function loadPage(load: PageLoad, ends: Ends): Loaded {
  const loading = new PageLoading(load, ends);
  while (loading.advance());
  return loading.result();
}

const linkOf = ({ rttNs, rateBps, lossPpm }: PageLoad): LinkSetup => ({
  ...{ name: 'path', ends: ['browser', 'server'] as const },
  ...{ rateBps, delayNs: Math.floor(rttNs / 2), queueFrames: QUEUE_FRAMES },
  loss: { times: 0, of: 1 },
  backwards: { loss: { times: lossPpm, of: 1_000_000 } },
});
