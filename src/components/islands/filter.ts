/** A field that leaves only the entries in which every word of it occurs. `[data-entry]` is an entry, `[data-group]` holds some. */
export function mount(target: HTMLElement): void {
  const field = target.querySelector<HTMLInputElement>('input[type="search"]')!;
  const none = target.querySelector<HTMLElement>('[data-none]')!;
  const entries = [...target.querySelectorAll<HTMLElement>('[data-entry]')].map((element) => ({
    element,
    text: plain(element.textContent),
  }));
  const apply = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text } of entries) {
      element.hidden = !words.every((word) => text.includes(word));
      shown += element.hidden ? 0 : 1;
    }
    for (const group of target.querySelectorAll<HTMLElement>('[data-group]'))
      group.hidden = group.querySelector('[data-entry]:not([hidden])') === null;
    none.hidden = shown > 0;
  };
  field.addEventListener('input', apply);
  apply(); // the browser may have kept what stood in the field
}

const plain = (text: string | null): string => (text ?? '').normalize('NFC').toLowerCase();
