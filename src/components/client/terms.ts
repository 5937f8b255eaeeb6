/** A term's meaning opens beside it: on hover, on focus, and on tap or click instead of following the link to the glossary. */
export function openMeanings(): void {
  let shown: HTMLElement | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const meaningOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-term]') : null;
  const open = (term: HTMLAnchorElement) => {
    clearTimeout(leaving);
    const meaning = document.getElementById(`term-${term.dataset['term']}`);
    if (!meaning?.showPopover) return false;
    if (shown !== meaning) shown?.hidePopover();
    shown = meaning;
    if (!meaning.matches(':popover-open')) meaning.showPopover();
    place(meaning, term);
    return true;
  };
  const leave = () => {
    leaving = setTimeout(() => shown?.hidePopover(), 200);
  };

  document.addEventListener('pointerover', (event) => {
    const term = meaningOf(event.target);
    if (event.pointerType !== 'mouse') return;
    if (term) open(term);
    else if (shown && event.target instanceof Node && shown.contains(event.target)) clearTimeout(leaving);
    else if (shown?.matches(':popover-open') && !shown.matches(':focus-within')) leave();
  });
  document.addEventListener('focusin', (event) => {
    const term = meaningOf(event.target);
    if (term?.matches(':focus-visible')) open(term);
  });
  document.addEventListener('click', (event) => {
    const term = meaningOf(event.target);
    // a keyboard's Enter and a modified click follow the link: the meaning is open already
    if (!term || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (open(term)) event.preventDefault();
  });
}

/** Below the term, or above where there is no room; never past the window's edges. */
function place(meaning: HTMLElement, term: HTMLElement): void {
  const at = term.getClientRects()[0]!;
  const { width, height } = meaning.getBoundingClientRect();
  const left = Math.max(12, Math.min(at.left, innerWidth - width - 12));
  const top = at.bottom + 6 + height < innerHeight ? at.bottom + 6 : Math.max(12, at.top - 6 - height);
  meaning.style.inset = `${top}px auto auto ${left}px`;
  meaning.style.margin = '0';
}
