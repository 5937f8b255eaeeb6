import type { Because } from '../cache/http-cache/because.ts';
import { firstField, type HttpRequest, type HttpResponse } from '../cache/http-cache/message.ts';
import { EventQueue } from '../kernel/queue.ts';
import { MILLISECOND, SECOND, type Ns } from '../kernel/time.ts';
import type { Run } from '../kernel/trace.ts';
import { Tracer, type Unnumbered } from '../kernel/tracer.ts';
import { Browser } from './browser.ts';
import { CacheNode, type Action } from './cache-node.ts';
import type { ChainEvent } from './events.ts';
import { via, type Exchange, type Reply } from './message.ts';
import { Origin } from './origin.ts';
import { Row, type Neighbour } from './row.ts';
import { browserOf, ORIGIN_DEEDS, type ChainSetup, type Click } from './setup.ts';

const BOUNDS = { horizonNs: 2 * 86_400 * SECOND, maxEvents: 40_000 };

type Due =
  | { readonly kind: 'click'; readonly click: number; readonly target: string }
  | { readonly kind: 'request'; readonly exchange: Exchange; readonly frame: number }
  | { readonly kind: 'reply'; readonly exchange: Exchange; readonly reply: Reply; readonly frame: number }
  | { readonly kind: 'answer'; readonly exchange: Exchange }
  | { readonly kind: 'timeout'; readonly exchange: Exchange };

/** So long a node waits for an answer: who is nearer to the user waits longer, so that a cache can still answer with what it has. */
const PATIENCE: Readonly<Record<string, Ns>> = { gateway: 5 * SECOND, proxy: 6 * SECOND };
const OF_A_BROWSER = 7 * SECOND;
/** Between the clicks of users who all come at once. */
const APART = MILLISECOND;

/** The row of caches as a run: every message, and every decision with its reason. */
export function runChain(setup: ChainSetup): Run<ChainEvent> {
  return new Chain(setup).run();
}

class Chain {
  readonly #setup: ChainSetup;
  readonly #tracer = new Tracer<ChainEvent>(BOUNDS);
  readonly #row: Row;
  readonly #queue = new EventQueue<Due>();
  readonly #origin: Origin;
  readonly #nodes = new Map<string, CacheNode>();
  readonly #browsers = new Map<string, Browser>();
  readonly #clicks: readonly Click[];
  #exchanges = 0;
  #now: Ns = 0;

  constructor(setup: ChainSetup) {
    this.#setup = setup;
    this.#row = new Row(setup.delaysNs, setup.interventions);
    this.#clicks = [...setup.clicks].sort((a, b) => a.at - b.at);
    const { proxy, gateway, browser } = setup;
    this.#origin = new Origin(setup.origin, browser.epochSeconds);
    const upstream = ['origin'];
    for (const [name, config] of [
      ['gateway', gateway],
      ['proxy', proxy],
    ] as const) {
      if (!config) continue;
      this.#nodes.set(name, new CacheNode(name, upstream.at(-1)!, config));
      upstream.push(name);
    }
    for (const user of setup.users) {
      const name = browserOf(user.id);
      const node = new CacheNode(name, upstream.at(-1)!, { ...browser, name: 'browser' });
      this.#nodes.set(name, node);
      this.#browsers.set(name, new Browser(user, node));
    }
  }

  run(): Run<ChainEvent> {
    this.#clicks.forEach(({ at, target }, click) => this.#queue.push(at, { kind: 'click', click, target }));
    for (let due = this.#queue.pop(); due; due = this.#queue.pop()) {
      this.#now = this.#queue.now;
      this.#tracer.step(this.#now);
      this.#handle(due);
    }
    const { events } = this.#tracer;
    return { events, frames: this.#row.frames, endNs: events.at(-1)?.at ?? 0 };
  }

  #handle(due: Due): void {
    switch (due.kind) {
      case 'click':
        return this.#click(due.click, due.target);
      case 'request':
        return this.#arriveRequest(due.exchange, due.frame);
      case 'reply':
        return this.#arriveReply(due.exchange, due.reply, due.frame);
      case 'answer':
        return this.#originAnswers(due.exchange);
      case 'timeout':
        return this.#timeout(due.exchange);
    }
  }

  // --- what somebody does

  #click(click: number, target: string): void {
    const { what } = this.#clicks[click]!;
    if (target === 'everyone') {
      this.#record({
        kind: 'click',
        where: target,
        click,
        background: false,
        what,
        url: '',
        reason: 'webcache.everyone',
        set: {},
      });
      [...this.#browsers.keys()].forEach((name, i) =>
        this.#queue.push(this.#now + i * APART, { kind: 'click', click, target: name }),
      );
      return;
    }
    const browser = this.#browsers.get(target);
    const url = browser || target === 'gateway' ? this.#origin.url : '';
    const reason = `webcache.${target === 'origin' || target === 'gateway' || target === 'clock' ? `${target}-` : ''}${what}`;
    const known =
      browser !== undefined ||
      target === 'clock' ||
      target === 'origin' ||
      (target === 'gateway' && this.#nodes.has(target));
    // an old link may name a user, or a gateway, that this row does not have
    if (!known) return;
    const deed = ORIGIN_DEEDS.find((one) => one === what);
    if (target === 'origin' && deed) this.#origin.does(deed, this.#now);
    const purged = this.#nodes.get(target);
    if (target === 'gateway') purged!.cache.purge(url);
    const { version, state } = this.#origin;
    const set = target === 'origin' ? { version, state } : target === 'gateway' ? purged!.stock() : {};
    this.#record({ kind: 'click', where: target, click, background: false, what, url, reason, set, version });
    if (browser) this.#do(browser.node, browser.click(click, what, url, this.#now));
  }

  // --- messages

  #do(node: CacheNode, actions: readonly Action[]): void {
    for (const action of actions) {
      switch (action.kind) {
        case 'decide':
          for (const [i, because] of action.because.entries()) {
            const final = i === action.because.length - 1;
            const { click, user, background, verdict } = action;
            this.#tell(node, because, { kind: 'decide', click, background, user, verdict, final });
          }
          break;
        case 'learn':
          for (const because of action.because)
            this.#tell(node, because, { kind: 'learn', click: action.click, background: action.background });
          break;
        case 'send':
          this.#sendRequest(node, action);
          break;
        case 'answer':
          if (action.to.kind === 'node')
            this.#sendReply(action.to.exchange, { response: action.response, source: action.source });
          else this.#show(action.to.click, node.name, action.response, action.source);
      }
    }
  }

  #tell(node: CacheNode, { reason, with: more }: Because, what: Record<string, unknown>): void {
    this.#record({ where: node.name, reason, ...more, ...what, set: node.stock() } as never);
  }

  #sendRequest(
    node: CacheNode,
    { forward, click, user, background }: Extract<Action, { kind: 'send' }>,
  ): void {
    const exchange: Exchange = {
      id: this.#exchanges++,
      from: node.name,
      to: node.upstream,
      request: this.#browsers.has(node.name) ? forward.request : via(forward.request, node.name),
      click,
      user,
      background,
      sentAt: this.#now,
      forward: forward.id,
      open: true,
    };
    this.#queue.push(this.#now + (PATIENCE[node.name] ?? OF_A_BROWSER), { kind: 'timeout', exchange });
    const neighbours = { from: exchange.from, to: exchange.to };
    this.#put(neighbours, exchange, exchange.request, 'webcache.request', (frame, at) =>
      this.#queue.push(at, { kind: 'request', exchange, frame }),
    );
  }

  #sendReply(exchange: Exchange, reply: Reply): void {
    const through = exchange.to !== 'origin' && reply !== 'refused';
    const sent: Reply = through ? { ...reply, response: via(reply.response, exchange.to) } : reply;
    const neighbours = { from: exchange.to, to: exchange.from };
    const message = sent === 'refused' ? sent : sent.response;
    const reason = sent === 'refused' ? 'webcache.refused' : 'webcache.response';
    this.#put(neighbours, exchange, message, reason, (frame, at) =>
      this.#queue.push(at, { kind: 'reply', exchange, reply: sent, frame }),
    );
  }

  #put(
    way: Neighbour,
    { click, background }: Exchange,
    message: HttpRequest | HttpResponse | 'refused',
    reason: string,
    arrives: (frame: number, at: Ns) => void,
  ): void {
    const { fields, acts, delayNs } = this.#row.put(way, message, this.#now);
    const { from, to } = way;
    this.#record({ kind: 'send', where: from, to, click, background, ...fields, reason });
    for (const act of acts) {
      const kind = act === 'drop' ? { kind: 'lost', cause: 'intervention' } : { kind: 'tamper', act };
      const told = act === 'drop' ? 'webcache.dropped' : 'webcache.delayed';
      this.#record({ ...kind, where: 'row', click, background, ...fields, reason: told });
    }
    if (!acts.includes('drop')) arrives(fields.frame, this.#now + delayNs);
  }

  #arrived(frame: number, { click, background }: Exchange): void {
    const { from, to, fields } = this.#row.sent(frame);
    this.#record({
      kind: 'arrive',
      where: to,
      from,
      click,
      background,
      ...fields,
      reason: 'webcache.arrived',
    });
  }

  #arriveRequest(exchange: Exchange, frame: number): void {
    this.#arrived(frame, exchange);
    const node = this.#nodes.get(exchange.to);
    if (node) this.#do(node, node.asked(exchange, this.#now));
    else if (this.#origin.state === 'down') this.#sendReply(exchange, 'refused');
    else this.#queue.push(this.#now + this.#setup.origin.thinkNs, { kind: 'answer', exchange });
  }

  #originAnswers(exchange: Exchange): void {
    const response = this.#origin.answer(exchange.request, this.#now);
    const { click, background } = exchange;
    if (response !== 'refused') {
      const { version, requests } = this.#origin;
      const { status } = response;
      const reason = `webcache.origin-${status === 304 ? 'same' : status === 503 && this.#origin.state === 'fail' ? 'failed' : status === 206 ? 'part' : status === 204 ? 'changed' : 'whole'}`;
      this.#record({
        kind: 'origin',
        where: 'origin',
        click,
        background,
        status,
        version,
        reason,
        set: { requests, version },
      });
    }
    this.#sendReply(exchange, response === 'refused' ? response : { response, source: 'origin' });
  }

  #arriveReply(exchange: Exchange, reply: Reply, frame: number): void {
    this.#arrived(frame, exchange);
    // Whoever waited has given up
    if (!exchange.open) return;
    exchange.open = false;
    const node = this.#nodes.get(exchange.from)!;
    this.#do(node, node.answered(exchange, reply, this.#now));
  }

  #timeout(exchange: Exchange): void {
    if (!exchange.open) return;
    exchange.open = false;
    const { from, to, click, background } = exchange;
    this.#record({ kind: 'timeout', where: from, from: to, click, background, reason: 'webcache.timeout' });
    const node = this.#nodes.get(from)!;
    this.#do(node, node.answered(exchange, 'refused', this.#now));
  }

  #show(click: number, where: string, response: HttpResponse, source: string): void {
    const browser = this.#browsers.get(where)!;
    const seen = browser.shown(click, response, this.#now);
    const version = this.#origin.version;
    const outdated = seen.version !== null && seen.version !== version;
    const reason =
      response.status >= 400
        ? 'webcache.shown-error'
        : outdated
          ? 'webcache.shown-outdated'
          : 'webcache.shown';
    const { status } = response;
    const { what, text, tookMs } = seen;
    const age = Number(firstField(response.fields, 'age') ?? 0);
    const set = { page: text, age };
    this.#record({
      kind: 'shown',
      where,
      click,
      background: false,
      user: browser.user.id,
      what,
      status,
      text,
      age,
      source,
      tookMs,
      version,
      outdated,
      reason,
      set,
    });
  }

  #record(event: Omit<Unnumbered<ChainEvent>, 'at'> & Record<string, unknown>): void {
    this.#tracer.record({ at: this.#now, ...event } as unknown as Unnumbered<ChainEvent>);
  }
}
