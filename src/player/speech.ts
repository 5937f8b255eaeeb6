import type { TraceEvent } from '#engine/kernel/trace.ts';
import { duration, format } from '#i18n/format.ts';
import type { Language } from '#i18n/languages.ts';
import type { Texts } from './views.ts';

/** How the player names things and tells events, in one language. */
export interface Speech {
  /** A host, a link, a cache. */
  nameOf(where: string): string;
  /** 'wire/client>server/2' as people say it: the third packet from client to server. */
  targetName(target: string): string;
  /** The sentence of an event's reason, with the event's own fields put in. */
  say(event: TraceEvent): string;
}

export function speech(text: Texts, lang: Language): Speech {
  const nameOf = (where: string) => text[`name.${where}`] ?? where;
  return {
    nameOf,
    targetName(target) {
      const [, from, to, nth, copy] = /^[^/]+\/([^>]+)>([^/]+)\/(\d+)(\/copy)?$/.exec(target) ?? [];
      if (from && to) {
        return format(
          text[copy ? 'copy-name' : 'packet-name'] ?? '',
          { from: nameOf(from), to: nameOf(to), nth: Number(nth) + 1 },
          lang,
        );
      }
      if (`name.${target}` in text) return nameOf(target);
      const request = /^request\/(\d+)$/.exec(target)?.[1];
      return request === undefined
        ? target
        : format(text['request-name'] ?? '', { nth: Number(request) + 1 }, lang);
    },
    say(event) {
      const values = {
        ...event.set,
        ...event,
        host: nameOf(event.where),
        due: duration(Number(event['dueNs'] ?? 0)),
      };
      for (const field of ['from', 'to'] as const) {
        const value = event[field];
        if (typeof value === 'string') Object.assign(values, { [field]: nameOf(value) });
      }
      return format(text[event.reason] ?? event.reason, values, lang);
    },
  };
}
