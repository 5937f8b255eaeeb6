interface Meaning {
  readonly name: string;
  /** The definition; every second part is code. */
  readonly parts: readonly string[];
}

let fetched: Promise<Readonly<Record<string, Meaning>>> | undefined;

/** The popover of the term that a link to the glossary names; made when it is first wanted. */
async function meaningFor(term: HTMLAnchorElement): Promise<HTMLElement | undefined> {
  const id = `term-${term.dataset['term']}`;
  const made = document.getElementById(id);
  if (made) return made;
  const address = new URL('meanings.json', new URL('.', term.href));
  fetched ??= fetch(address).then((response) => response.json() as Promise<Record<string, Meaning>>);
  const meaning = (await fetched)[term.dataset['term'] ?? ''];
  if (!meaning) return undefined;
  const box = document.createElement('div');
  box.id = id;
  box.popover = 'auto';
  box.className = 'meaning';
  const text = document.createElement('p');
  const name = document.createElement('b');
  name.textContent = meaning.name;
  text.append(name, ' ');
  meaning.parts.forEach((part, i) => {
    if (i % 2 === 0) return text.append(part);
    const code = document.createElement('code');
    code.textContent = part;
    text.append(code);
  });
  const link = document.createElement('a');
  link.href = term.href;
  link.textContent = document.body.dataset['openTerm'] ?? meaning.name;
  box.append(text, link);
  // again: another asking may have made it meanwhile
  return document.getElementById(id) ?? (term.closest('main') ?? document.body).appendChild(box);
}

/** A term's meaning opens beside it: on hover, on focus, and on tap or click instead of following the link to the glossary. */
export function openMeanings(): void {
  let shown: HTMLElement | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const meaningOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-term]') : null;
  let wanted: HTMLAnchorElement | undefined;
  const open = async (term: HTMLAnchorElement) => {
    clearTimeout(leaving);
    wanted = term;
    const meaning = await meaningFor(term).catch(() => undefined);
    // the pointer may have gone on while it was fetched
    if (!meaning || wanted !== term) return;
    if (shown !== meaning) shown?.hidePopover();
    shown = meaning;
    if (!meaning.matches(':popover-open')) meaning.showPopover();
    place(meaning, term);
  };
  const leave = () => {
    wanted = undefined;
    leaving = setTimeout(() => shown?.hidePopover(), 200);
  };

  document.addEventListener('pointerover', (event) => {
    const term = meaningOf(event.target);
    if (event.pointerType !== 'mouse') return;
    if (term) void open(term);
    else if (shown && event.target instanceof Node && shown.contains(event.target)) clearTimeout(leaving);
    else if (wanted && !shown?.matches(':focus-within')) leave();
  });
  document.addEventListener('focusin', (event) => {
    const term = meaningOf(event.target);
    if (term?.matches(':focus-visible')) void open(term);
  });
  document.addEventListener('click', (event) => {
    const term = meaningOf(event.target);
    // a keyboard's Enter and a modified click follow the link: the meaning is open already
    if (!term || event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!('popover' in HTMLElement.prototype)) return;
    event.preventDefault();
    void open(term);
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
