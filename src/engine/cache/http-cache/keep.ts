import type { Because } from './because.ts';
import type { HttpCacheConfig } from './config.ts';
import { join } from './join.ts';
import { hasField, type Field } from '../../http/message.ts';
import { withoutField, type HttpRequest, type HttpResponse } from './message.ts';
import type { Pending } from './outcome.ts';
import { matches } from './select.ts';
import { mayStore, storable, updatedFields } from './storable.ts';
import type { Store } from './store.ts';
import { directivesOf, read, type Stored } from './stored.ts';

/** Stores what may be stored (RFC 9111 §3), in place of what it replaces; a part is joined to what it belongs to (§3.4). `passed`: the fields that are passed on. */
export function keep(
  config: HttpCacheConfig,
  store: Store,
  { request, asked, key, since }: Pending,
  response: HttpResponse,
  passed: readonly Field[],
  nowSeconds: number,
): { because: Because[]; stored: Stored | undefined } {
  const directives = directivesOf(config, store.lexicon, response.fields);
  const verdict = mayStore(config, request, asked, response, directives);
  if (!verdict.stored) return { because: [verdict.because], stored: undefined };
  const fields = storable(config, passed, directives);
  const { status, body } = response;
  const fresh = read(config, store.lexicon, asGet(request), { status, fields, body }, since, nowSeconds);
  const replaced = alike(store, key, request, fresh);
  const joined = fresh.part
    ? replaced.map((one) => join(one, fresh)).find((one) => one !== undefined)
    : undefined;
  const stored = joined
    ? read(config, store.lexicon, asGet(request), joined, since, nowSeconds, joined.part)
    : fresh;
  const evicted = store.put(key, stored, replaced);
  const because = [verdict.because];
  if (joined) because.push({ reason: 'http.store-combined' });
  if (evicted > 0) because.push({ reason: 'http.store-evicted', with: { evicted } });
  return { because, stored };
}

/** What is stored with the fields that a 304 or a HEAD brought in place of the old ones (RFC 9111 §3.2), and as fresh as they say. */
export function update(
  config: HttpCacheConfig,
  store: Store,
  { request, key, since }: Pending,
  stored: Stored,
  { fields: told }: HttpResponse,
  nowSeconds: number,
): Stored {
  const fields = updatedFields(config, stored.fields, told, directivesOf(config, store.lexicon, told));
  // its age is that of the confirmation, not of what was stored before
  const dated = hasField(told, 'date') ? fields : withoutField(fields, 'date');
  const whole = { status: stored.status, fields: dated, body: stored.body };
  const fresh = read(config, store.lexicon, asGet(request), whole, since, nowSeconds, stored.part);
  // Where it was selected by its tag alone, it serves this request too, and stays what it was for its own (§4.1).
  // Where another answer has taken its place meanwhile, this one, which came later, takes that one's
  const replaced = store.of(key).includes(stored)
    ? store.of(key).filter((one) => one === stored && matches(one, request))
    : alike(store, key, request, fresh);
  store.put(key, fresh, replaced);
  return fresh;
}

/** What is stored for this request by the same fields (§4.1): there is one answer for them. */
const alike = (store: Store, key: string, request: HttpRequest, fresh: Stored): readonly Stored[] =>
  store.of(key).filter((one) => matches(one, request) && one.vary.join() === fresh.vary.join());

const asGet = (request: HttpRequest): HttpRequest =>
  request.method === 'GET' ? request : { ...request, method: 'GET' };
