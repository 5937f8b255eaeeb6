import { islands } from '../islands.ts';

/** Mounts the island of `target`, once. If its code cannot be had, what stands there stays, and a sentence says so. */
export async function mountIsland(target: HTMLElement): Promise<void> {
  if (target.dataset['mounted'] !== undefined) return;
  target.dataset['mounted'] = '';
  const load = islands[target.dataset['island'] ?? ''];
  if (!load) return;
  try {
    const island = await load();
    const data = target.querySelector(':scope > script[type="application/json"]')?.textContent;
    await island.mount(target, data ? JSON.parse(data) : undefined);
  } catch (error) {
    console.error(error);
    const sentence = document.createElement('p');
    sentence.className = 'island-failed small';
    sentence.setAttribute('role', 'status');
    sentence.textContent = document.body.dataset['islandFailed'] ?? '';
    target.prepend(sentence);
  }
}

/** `data-when`: "now"; "idle"; "near" (within one screen); "press" (that click is made again, once it can be heard); "asked" (somebody else mounts it). */
export function mountIslands(root: ParentNode = document): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        void mountIsland(target as HTMLElement);
      }
    },
    { rootMargin: '100% 0px' },
  );
  for (const target of root.querySelectorAll<HTMLElement>('[data-island]')) {
    const when = target.dataset['when'] ?? 'near';
    if (when === 'now') void mountIsland(target);
    else if (when === 'near') near.observe(target);
    else if (when === 'idle') idle(() => void mountIsland(target));
    else if (when === 'press')
      target.onclick = async ({ target: pressed }) => {
        target.onclick = null;
        await mountIsland(target);
        (pressed as HTMLElement).click();
      };
  }
}

/** Safari has no requestIdleCallback. */
const idle = (run: () => void) =>
  'requestIdleCallback' in window ? requestIdleCallback(run, { timeout: 2000 }) : setTimeout(run, 200);
