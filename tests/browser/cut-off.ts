/** What of a page cannot be read or pressed where there is little room. */
import type { Page } from 'playwright-core';

/**
 * A sentence for each: the page scrolls sideways; words do not fit into their control; two controls lie over each other;
 * a box that hides what is too much hides words.
 */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const name = (one: Element) =>
      `<${one.tagName.toLowerCase()} class="${one.getAttribute('class') ?? ''}"> ${(one.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 50)}`;
    const sideways = document.documentElement.scrollWidth - innerWidth;
    if (sideways > 0) found.push(`${sideways} pixels stick out to the right`);

    const seen = (one: Element): boolean => {
      const { width, height } = one.getBoundingClientRect();
      return (
        width > 2 &&
        height > 2 &&
        one.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
      );
    };
    const dialog = document.querySelector('dialog[open], [popover]:popover-open');
    const root: ParentNode = dialog ?? document;
    const controls = [
      ...root.querySelectorAll<HTMLElement>(
        'button, .button, summary, select, textarea, input:not([type=file]), label:not(:has(input, select, textarea))',
      ),
    ].filter((one) => seen(one) && !one.closest('.hidden-visually'));
    for (const one of controls)
      if (one.matches('button, .button, summary') && one.scrollWidth > one.clientWidth + 1)
        found.push(`words stick out of ${name(one)}`);

    // what is glued to an edge lies over the page, and is meant to
    const glued = (one: Element | null): boolean =>
      one !== null && (/fixed|sticky/.test(getComputedStyle(one).position) || glued(one.parentElement));
    /** What is seen of it within the boxes that scroll. */
    const shownOf = (one: Element) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const box = { left, right, top, bottom };
      for (
        let around = one.parentElement;
        around && around !== document.body;
        around = around.parentElement
      ) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const rim = around.getBoundingClientRect();
        if (overflowX !== 'visible')
          [box.left, box.right] = [Math.max(box.left, rim.left), Math.min(box.right, rim.right)];
        if (overflowY !== 'visible')
          [box.top, box.bottom] = [Math.max(box.top, rim.top), Math.min(box.bottom, rim.bottom)];
      }
      return box;
    };
    const boxes = controls.filter((one) => !glued(one)).map((one) => ({ one, box: shownOf(one) }));
    boxes.forEach(({ one, box }, n) => {
      for (const other of boxes.slice(n + 1)) {
        if (one.contains(other.one) || other.one.contains(one)) continue;
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (wide > 2 && high > 2) found.push(`${name(one)} lies over ${name(other.one)}`);
      }
    });

    for (const one of root.querySelectorAll<HTMLElement>('main *, header *, dialog *')) {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(one);
      if (webkitLineClamp !== 'none' || one.closest('svg, .hidden-visually') || !seen(one)) continue;
      const cut =
        (overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1) ||
        (overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1);
      if (cut && (one.textContent ?? '').trim() !== '') found.push(`words are hidden in ${name(one)}`);
    }
    return found;
  });

/** Each word of a simulation's pictures that its picture's own edge cuts off, and by how many pixels. */
export const wordsCut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.player svg')]
      .filter((svg) => !svg.parentElement!.closest('svg') && getComputedStyle(svg).overflow !== 'visible')
      .flatMap((svg) => {
        const { left, right } = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].flatMap((text) => {
          if (!text.checkVisibility({ visibilityProperty: true })) return [];
          const box = text.getBoundingClientRect();
          const over = Math.round(Math.max(left - box.left, box.right - right));
          return over > 1 ? [`${over} px of '${text.textContent}'`] : [];
        });
      }),
  );
