import { href } from '#i18n/href.ts';
import { isLanguage } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import { addressIn } from './worker/address.ts';
import type { Ask } from './worker/messages.ts';
import './notice.css';

/** Island `offline`: registers the service worker; when a newer release has taken over, says so, quietly. */
export function mount(target: HTMLElement): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator) || !location.protocol.startsWith('http')) return;
  const worker = navigator.serviceWorker;
  // on a first visit the worker takes over too, and nothing is new
  let visited = worker.controller !== null;
  worker.addEventListener('controllerchange', () => {
    if (visited) void notice(target);
    else keepWhatWasRead(worker.controller);
    visited = true;
  });
  // refused in some private modes: the site then works as long as there is a network
  worker.register(href('/sw.js'), { scope: href('/') }).catch(() => undefined);
}

/** What this page loaded before the worker was there shall open again without network, too. */
function keepWhatWasRead(worker: ServiceWorker | null): void {
  const root = new URL(href('/'), location.href).href;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const addresses = [location.href, ...loaded].flatMap((url) => addressIn(root, url) ?? []);
  worker?.postMessage({ keepalive: 'read', addresses } satisfies Ask);
}

async function notice(target: HTMLElement): Promise<void> {
  const { lang } = document.documentElement;
  if (!isLanguage(lang) || target.childElementCount > 0) return;
  const t = await strings(lang, 'offline');
  const box = document.createElement('p');
  box.className = 'update-notice';
  box.setAttribute('role', 'status');
  const reload = button(t['reload'], () => location.reload());
  const later = button(t['later'], () => box.remove());
  box.append(t['update'] ?? '', reload, later);
  target.append(box);
}

function button(label: string | undefined, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label ?? '';
  made.addEventListener('click', act);
  return made;
}
