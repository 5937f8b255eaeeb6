import { HttpClient } from '../../http/client.ts';
import type { Ns } from '../../kernel/time.ts';
import { EventStream } from '../../sse/event-stream.ts';
import { Page } from './page.ts';

/** A page with an EventSource on /events (HTML §9.2). It does not connect again when the stream ends. */
export class StreamPage extends Page {
  readonly #http = new HttpClient();
  readonly #events = new EventStream();

  protected begin(now: Ns): void {
    this.connect(now);
  }
  opened(connection: number, now: Ns): void {
    const { host } = this.site;
    this.#http.request({
      ...{ method: 'GET', target: '/events' },
      fields: [
        ['Host', host],
        ['Accept', 'text/event-stream'],
        ['Cache-Control', 'no-store'],
      ],
    });
    this.calls.say(now, {
      ...{ protocol: 'sse', act: 'write', text: 'GET /events', connection, reason: 'realtime.stream-asked' },
    });
    for (const bytes of this.#http.take()) this.calls.send(connection, bytes, now);
  }
  data(connection: number, bytes: Uint8Array, now: Ns): void {
    for (const event of this.#http.receive(bytes)) {
      if (event.kind === 'response')
        this.calls.say(now, {
          ...{ protocol: 'sse', act: 'open', connection, reason: 'realtime.stream-opened' },
          text: `${event.head.status} ${event.head.reason}`,
          code: event.head.status,
        });
      else if (event.kind === 'body')
        for (const { data, lastEventId } of this.#events.take(event.bytes))
          this.calls.say(now, {
            ...{ protocol: 'sse', act: 'deliver', text: `${lastEventId} "${data}"`, connection },
            ...{ bytes: data.length, reason: 'realtime.event' },
          });
      else if (event.kind === 'end') {
        this.calls.say(now, {
          ...{ protocol: 'sse', act: 'close', text: '/events', connection, reason: 'realtime.stream-ended' },
        });
        this.calls.close(connection, now);
      }
    }
  }
  ended(connection: number, now: Ns): void {
    this.#http.end();
    this.calls.close(connection, now);
  }
  gone(): void {}
  poll(): void {}
  nextWake(): Ns | null {
    return null;
  }
}
