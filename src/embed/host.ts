import { isLanguage } from '#i18n/languages.ts';
import { ALLOW, HEIGHTS, placeOf, readName, SANDBOX } from './place.ts';
import { isTheme, readFromChild, sealed, type HostMessage } from './protocol.ts';
import { statementOf } from './statement.ts';

/**
 * `embed.js`, for somebody else's page: turns every `<div data-keepalive="quiz/...">`, now and later, into an iframe as high as
 * what it shows, and re-emits results as `keepalive:answered` and `keepalive:completed` on it. An iframe of ours that stands there
 * already grows too. What the div held (a link) shows until then, and where scripts are off.
 */
const { currentScript } = document;
const own =
  currentScript instanceof HTMLScriptElement
    ? currentScript
    : document.querySelector<HTMLScriptElement>('script[src*="/embed.js"]');
const ONCE = Symbol.for('keepalive embed');
const shared = window as unknown as Record<symbol, true | undefined>;
/** Places that name nothing, told of once. */
const told = new WeakSet<Element>();
const MOVES = ['data-theme', 'data-lang'] as const;

if (own && !shared[ONCE]) {
  shared[ONCE] = true;
  start(new URL('.', own.src).href);
}

function start(root: string): void {
  const say = (frame: HTMLIFrameElement, message: HostMessage) =>
    frame.contentWindow?.postMessage(sealed(message), '*');
  const frames = () =>
    [...document.getElementsByTagName('iframe')].filter((one) => one.src.startsWith(`${root}embed/`));

  function fill(place: HTMLElement): void {
    const { keepalive = '', lang, theme, item, scenario, height, title } = place.dataset;
    const named = readName(keepalive);
    if (!named) {
      if (told.has(place)) return;
      told.add(place);
      console.warn(`data-keepalive="${keepalive}": neither quiz/<question> nor sandbox/<name>`);
      return;
    }
    if (place.querySelector('iframe')) return;
    const frame = document.createElement('iframe');
    frame.title = title ?? (place.textContent?.trim() || 'Keepalive');
    frame.loading = 'lazy';
    frame.allow = ALLOW;
    frame.setAttribute('sandbox', SANDBOX);
    frame.style.cssText = `display:block;inline-size:100%;border:0;block-size:${Number(height) || HEIGHTS[named.sort]}px`;
    frame.src = placeOf(root, named, {
      lang: isLanguage(lang) ? lang : undefined,
      theme: isTheme(theme) ? theme : 'auto',
      item,
      scenario,
    });
    place.replaceChildren(frame);
  }

  const fillAll = () => document.querySelectorAll<HTMLElement>('[data-keepalive]').forEach(fill);

  /** The host's own switch of theme or language goes through to what is embedded. */
  function move(place: HTMLElement): void {
    const frame = place.querySelector('iframe');
    const { theme = 'auto', lang } = place.dataset;
    if (!frame || !('keepalive' in place.dataset)) return;
    if (isTheme(theme)) say(frame, { type: 'theme', theme });
    if (isLanguage(lang)) say(frame, { type: 'lang', lang });
  }

  addEventListener('message', ({ source, data }) => {
    const message = readFromChild(data);
    const frame = message && frames().find((one) => one.contentWindow === source);
    if (!frame) return;
    if (message.type === 'ready') frame.title = message.title || frame.title;
    else if (message.type === 'resize') frame.style.blockSize = `${message.height}px`;
    else {
      const detail = statementOf(root, message);
      frame.dispatchEvent(new CustomEvent(`keepalive:${message.type}`, { bubbles: true, detail }));
    }
  });

  new MutationObserver((changes) => {
    if (changes.some(({ type }) => type === 'childList')) fillAll();
    for (const { type, target } of changes) if (type === 'attributes') move(target as HTMLElement);
  }).observe(document, { childList: true, subtree: true, attributeFilter: [...MOVES] });
  fillAll();
  for (const frame of frames()) say(frame, { type: 'hello' });
}
