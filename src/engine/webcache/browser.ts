import type { Manner } from '../cache/http-cache/asked.ts';
import type { Field } from '../http/message.ts';
import type { HttpRequest, HttpResponse } from '../cache/http-cache/message.ts';
import { MILLISECOND, type Ns } from '../kernel/time.ts';
import type { Action, CacheNode } from './cache-node.ts';
import { asText } from './message.ts';
import { HOST, type User } from './setup.ts';

const MANNERS: Readonly<Record<string, Manner>> = { reload: 'reload', force: 'force', back: 'history' };
/** What a deed adds to a request. */
const ADDS: Readonly<Record<string, readonly Field[]>> = {
  cached: [['Cache-Control', 'only-if-cached']],
  'first-half': [['Range', 'bytes=0-499']],
  'second-half': [['Range', 'bytes=500-']],
};

/** One user in front of a browser: turns clicks into requests, and looks at what comes. */
export class Browser {
  readonly user: User;
  readonly node: CacheNode;
  readonly #clicked = new Map<number, { readonly what: string; readonly at: Ns }>();

  constructor(user: User, node: CacheNode) {
    this.user = user;
    this.node = node;
  }

  click(click: number, what: string, url: string, now: Ns): Action[] {
    this.#clicked.set(click, { what, at: now });
    const method = what === 'post' ? 'POST' : 'GET';
    const fields: Field[] = [['Host', HOST], ...this.user.fields, ...(ADDS[what] ?? [])];
    if (what === 'post') fields.push(['Content-Length', '0']);
    const request: HttpRequest = { method, url, fields };
    return this.node.take({ kind: 'user', click, user: this.user.id }, request, now, MANNERS[what]);
  }

  /** `version`: which one of the content it is; null where it is none. */
  shown(
    click: number,
    { body }: HttpResponse,
    now: Ns,
  ): { what: string; text: string; tookMs: number; version: number | null } {
    const { what, at } = this.#clicked.get(click)!;
    const text = asText(body).split(' .')[0]!.replace(/\.+$/, '').trimEnd();
    const version = /^v(\d+)/.exec(text)?.[1];
    const tookMs = (now - at) / MILLISECOND;
    return { what, text, tookMs, version: version === undefined ? null : Number(version) };
  }
}
