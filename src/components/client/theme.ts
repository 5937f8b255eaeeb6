import { store } from './stored.ts';

const ORDER = ['system', 'light', 'dark'] as const;

/** The button goes round system, light, dark; its label says which holds. `public/theme.js` applies it before the first paint. */
export function themeButton(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-button]');
  if (!button) return;
  const root = document.documentElement;
  const show = () => {
    const now = root.dataset['theme'] ?? 'system';
    button.dataset['now'] = now;
    button.ariaLabel = `${button.title}: ${button.dataset[now]}`;
  };
  button.addEventListener('click', () => {
    const now = ORDER.indexOf((root.dataset['theme'] ?? 'system') as (typeof ORDER)[number]);
    const next = ORDER[(now + 1) % ORDER.length]!;
    if (next === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = next;
    store('theme', next === 'system' ? undefined : next);
    show();
  });
  show();
}
