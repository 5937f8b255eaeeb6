import { format, grouped } from '#i18n/format.ts';
import { href } from '#i18n/href.ts';
import { isLanguage } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import type { Ask, Kept } from './worker/messages.ts';

/** Silence after which the worker has been stopped, or its network is no longer one. */
const PATIENCE_MS = 60_000;
/** Room is never exact: what is kept has heads, too. */
const MARGIN = 1.2;

/** Island `keep`: says what of the site is kept, and keeps all of it on request. */
export async function mount(target: HTMLElement): Promise<void> {
  const { lang } = document.documentElement;
  if (!isLanguage(lang)) return;
  const t = await strings(lang, 'offline');
  const part = <T extends HTMLElement>(name: string) => target.querySelector<T>(`[data-${name}]`)!;
  const [said, bar] = [part('said'), part<HTMLProgressElement>('progress')];
  const [keep, forget] = [part<HTMLButtonElement>('keep'), part<HTMLButtonElement>('forget')];
  const tell = (key: string, values: Readonly<Record<string, unknown>> = {}) =>
    (said.textContent = format(t[key]!, values, lang));
  const size = (bytes: number) =>
    format(t['megabytes']!, { n: grouped(Math.max(1, Math.round(bytes / 1e6))) }, lang);
  if (location.pathname !== href(`/${lang}/offline/`) && location.protocol !== 'file:')
    part('unkept').hidden = false;

  tell('looking');
  const worker = await workerOfSite();
  if (!worker) {
    tell(location.protocol === 'file:' ? 'fromDisk' : 'unsupported');
    return;
  }

  function show(now: Kept): void {
    const { kept, of, bytes, over, failed, everything } = now;
    const all = everything && kept === of;
    bar.hidden = over;
    bar.max = of;
    bar.value = kept;
    keep.hidden = all;
    keep.disabled = !over;
    forget.hidden = !over || !(all || failed);
    const values = { kept: grouped(kept), of: grouped(of), size: size(bytes) };
    if (!over) tell('going', values);
    else if (failed) tell(`failed.${failed}`, values);
    else tell(all ? 'state.all' : 'state', values);
    keep.textContent = t[failed ? 'keep.again' : 'keep']!;
  }

  keep.addEventListener('click', async () => {
    keep.disabled = true;
    // asked for here and nowhere else: this reader wants it to stay
    const lasting = (await navigator.storage?.persist?.()) ?? false;
    const before = await ask(worker, { keepalive: 'state' }, () => undefined);
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const wanted = (before.bytes * (before.of - before.kept)) / before.of;
    if (quota - usage < wanted * MARGIN) {
      tell('noRoom', { room: size(quota - usage), size: size(before.bytes) });
      keep.disabled = false;
      return;
    }
    const after = await ask(worker, { keepalive: 'keep' }, show);
    if (!after.failed && !lasting) said.textContent += ` ${t['mayGo']}`;
  });
  forget.addEventListener('click', () => void ask(worker, { keepalive: 'forget' }, show));
  await ask(worker, { keepalive: 'state' }, show);
}

/** The site's worker once it is at work; undefined where there is none, or where it cannot be had (no room, half of a release). */
async function workerOfSite(): Promise<ServiceWorker | undefined> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator) || !location.protocol.startsWith('http'))
    return undefined;
  try {
    const { installing, waiting, active } = await navigator.serviceWorker.register(href('/sw.js'), {
      scope: href('/'),
    });
    const refused = new Promise<undefined>((done) => {
      if (active || waiting) return;
      if (!installing) done(undefined);
      installing?.addEventListener('statechange', () => installing.state === 'redundant' && done(undefined));
    });
    const ready = navigator.serviceWorker.ready.then((registration) => registration.active ?? undefined);
    return await Promise.race([ready, refused]);
  } catch {
    return undefined;
  }
}

/** Asks the worker, hears what it tells, and gives the last of it. */
function ask(worker: ServiceWorker, what: Ask, told: (kept: Kept) => void): Promise<Kept> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    let last: Kept = { everything: false, kept: 0, of: 1, bytes: 0, over: true };
    let timer: ReturnType<typeof setTimeout>;
    const end = (kept: Kept) => {
      clearTimeout(timer);
      port1.close();
      done(kept);
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        last = { ...last, over: true, failed: 'network' };
        told(last);
        end(last);
      }, PATIENCE_MS);
    };
    port1.onmessage = ({ data }: MessageEvent<Kept>) => {
      last = data;
      wait();
      told(last);
      if (last.over) end(last);
    };
    wait();
    worker.postMessage(what, [port2]);
  });
}
