import { HEIGHTS, placeOf, readName, type Named } from '#embed/place.ts';
import { isTheme } from '#embed/protocol.ts';
import { SNIPPETS, type Wanted } from '#embed/snippet.ts';
import { href } from '#i18n/href.ts';
import { isLanguage, type Language } from '#i18n/languages.ts';

/** Written by the page: 'quiz/x' or 'sandbox/y' -> what its snippets need, in each language, and what it can open on. */
export interface SnippetData {
  readonly root: string;
  /** "Preview: *" */
  readonly previewOf: string;
  readonly places: Readonly<Record<string, PlaceData>>;
}
interface PlaceData {
  readonly title: Readonly<Record<Language, string>>;
  /** Path without language: '/qa/x/'. */
  readonly home: string;
  /** '/x.png' beneath '/og/<lang>'. */
  readonly picture: string;
  /** Its scenarios: id, and name in the page's language. */
  readonly scenarios: readonly (readonly [id: string, name: string])[];
}

/** Writes the snippets and shows what they embed, as the reader chooses. */
export function mount(target: HTMLElement, given: unknown): void {
  const data = given as SnippetData;
  const field = <T extends HTMLElement>(name: string) => target.querySelector<T>(`[name="${name}"]`)!;
  const what = field<HTMLSelectElement>('what');
  const scenario = field<HTMLSelectElement>('scenario');
  const theme = field<HTMLSelectElement>('theme');
  const language = field<HTMLSelectElement>('lang');
  const height = field<HTMLInputElement>('height');
  const preview = target.querySelector<HTMLIFrameElement>('iframe')!;
  const [first] = scenario.options;

  function chosen(): { place: PlaceData; named: Named; wanted: Wanted } {
    const named = readName(what.value)!;
    const place = data.places[what.value]!;
    const lang = isLanguage(language.value) ? language.value : 'ko';
    const asked = {
      lang,
      theme: isTheme(theme.value) ? theme.value : ('auto' as const),
      scenario: scenario.value || undefined,
    };
    const pixels = Math.round(Number(height.value));
    return {
      place,
      named,
      wanted: {
        root: data.root,
        named,
        asked,
        title: place.title[lang],
        home: `${data.root}${lang}${place.home}`,
        picture: `${data.root}og/${lang}${place.picture}`,
        height: pixels >= 120 && pixels <= 4000 ? pixels : undefined,
      },
    };
  }

  function offerScenarios(): void {
    const { place } = chosen();
    const options = place.scenarios.map(([id, name]) => new Option(name, id));
    scenario.replaceChildren(first!, ...options);
    scenario.value = '';
    scenario.closest('label')!.hidden = options.length === 0;
  }

  function write(): void {
    const { named, wanted } = chosen();
    for (const code of target.querySelectorAll<HTMLElement>('[data-snippet]'))
      code.textContent = SNIPPETS[code.dataset['snippet'] as keyof typeof SNIPPETS](wanted);
    const address = href(placeOf('/', named, wanted.asked));
    if (preview.getAttribute('src') !== address) preview.src = address;
    preview.title = data.previewOf.replace('*', () => wanted.title);
    height.placeholder = String(HEIGHTS[named.sort]);
    preview.style.blockSize = `${wanted.height ?? HEIGHTS[named.sort]}px`;
  }

  const asked = new URLSearchParams(location.search).get('what');
  if (asked !== null && Object.hasOwn(data.places, asked)) what.value = asked;
  offerScenarios();
  write();
  what.addEventListener('change', offerScenarios);
  target.addEventListener('change', write);
  height.addEventListener('input', write);
}
