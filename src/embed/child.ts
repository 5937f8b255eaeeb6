import { readFromHost, sealed, type ChildMessage, type HostMessage } from './protocol.ts';

export interface Host {
  say(message: ChildMessage): void;
  /** Says `ready` again: the title has changed. */
  greet(): void;
  /** Ends listening and measuring. */
  leave(): void;
}

/**
 * The embedded page's side: says `ready` now and at every `hello`, and its height whenever that changes.
 * Without a page around it, or with one that does not listen, nothing happens. Touches no storage.
 */
export function joinHost(id: string, onMessage: (message: HostMessage) => void): Host {
  const host = window.parent === window ? undefined : window.parent;
  const say = (message: ChildMessage) => host?.postMessage(sealed(message), '*');
  let height = -1;
  let frame = 0;
  const measure = () => {
    frame = 0;
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    if (now === height) return;
    height = now;
    say({ type: 'resize', id, height });
  };
  const greet = () => {
    height = -1;
    say({ type: 'ready', id, title: document.title.slice(0, 200) });
    measure();
  };
  const hear = (event: MessageEvent) => {
    if (host === undefined || event.source !== host) return;
    const message = readFromHost(event.data);
    if (message?.type === 'hello') greet();
    if (message) onMessage(message);
  };
  const observer = new ResizeObserver(() => (frame ||= requestAnimationFrame(measure)));
  window.addEventListener('message', hear);
  observer.observe(document.body);
  greet();
  return {
    say,
    greet,
    leave() {
      window.removeEventListener('message', hear);
      observer.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
