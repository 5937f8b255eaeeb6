import { format } from '#i18n/format.ts';
import { isLanguage } from '#i18n/languages.ts';
import { strings } from '#i18n/strings.ts';
import { paced, wordAt } from '../pace/pacing.ts';
import { hush, read, voiceFor } from '../pace/voice.ts';

const SECONDS = 30;

/** The thirty-second answer at its pace: a clock, the word where a speaker should be, and a voice where the browser has one. */
export async function mount(target: HTMLElement): Promise<void> {
  const lang = document.documentElement.lang;
  if (!isLanguage(lang)) throw new Error('pace: no language');
  const words = await strings(lang, 'pace');
  const start = target.querySelector('button')!;
  const text = target.parentElement!.querySelector<HTMLElement>('.thirty p')!;
  const whole = text.textContent!;
  const marked = paced(whole);
  const spans = wrapped(text, marked);
  const label = start.textContent!;

  const bar = document.createElement('span');
  bar.className = 'pace-bar';
  const progress = Object.assign(document.createElement('progress'), { max: SECONDS, value: 0 });
  progress.setAttribute('aria-label', words['clock']!);
  const ticks = marked.filter(({ ends, said }) => ends && said < 1).map(({ said }) => said);
  bar.append(progress, ...ticks.map(tick));
  const clock = document.createElement('span');
  clock.className = 'pace-clock';
  const said = document.createElement('span');
  said.className = 'hidden-visually';
  said.setAttribute('role', 'status');
  target.append(bar, clock, said);

  let stop: (() => void) | undefined;
  const show = (index: number) =>
    spans.forEach((parts, n) =>
      parts.forEach((span) => {
        span.classList.toggle('now', n === index);
        span.classList.toggle('past', n < index);
      }),
    );
  const tell = (seconds: number) => {
    progress.value = Math.min(seconds, SECONDS);
    clock.textContent = format(words['seconds']!, { n: Math.min(SECONDS, Math.floor(seconds)) }, lang);
  };
  const rest = () => {
    stop?.();
    stop = undefined;
    show(-1);
    start.textContent = label;
    tell(0);
  };

  function pace() {
    const began = performance.now();
    start.textContent = words['stop']!;
    const timer = setInterval(() => {
      const seconds = (performance.now() - began) / 1000;
      tell(seconds);
      show(wordAt(marked, seconds / SECONDS));
      if (seconds < SECONDS) return;
      rest();
      tell(SECONDS);
      said.textContent = words['over']!;
    }, 100);
    stop = () => clearInterval(timer);
    said.textContent = '';
  }
  start.addEventListener('click', () => {
    const running = stop !== undefined && start.textContent === words['stop'];
    rest();
    if (!running) pace();
  });
  tell(0);

  addEventListener('pagehide', rest);
  void voiceFor(lang).then((voice) => voice && offer(voice));

  function offer(voice: SpeechSynthesisVoice) {
    const aloud = Object.assign(document.createElement('button'), {
      type: 'button',
      textContent: words['read']!,
    });
    start.after(aloud);
    aloud.addEventListener('click', () => {
      const reading = aloud.textContent === words['quiet'];
      rest();
      if (reading) return;
      aloud.textContent = words['quiet']!;
      stop = () => {
        hush();
        aloud.textContent = words['read']!;
      };
      read(whole, voice, {
        onword: (offset) => show(marked.findLastIndex(({ from }) => from <= offset)),
        onend: () => aloud.textContent === words['quiet'] && rest(),
      });
    });
  }
}

const tick = (share: number): HTMLElement => {
  const mark = document.createElement('i');
  mark.style.insetInlineStart = `${share * 100}%`;
  return mark;
};

/** Puts every word of an element into spans of its own: one, or more where mark-up begins within a word. */
function wrapped(text: HTMLElement, words: readonly { from: number; to: number }[]): HTMLElement[][] {
  const spans: HTMLElement[][] = words.map(() => []);
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  let before = 0;
  for (const node of nodes) {
    const { data } = node;
    const pieces: (Node | string)[] = [];
    words.forEach(({ from, to }, n) => {
      const part = data.slice(Math.max(0, from - before), Math.max(0, to - before));
      if (part === '') return;
      const span = document.createElement('span');
      span.textContent = part.trimEnd();
      spans[n]!.push(span);
      pieces.push(span, part.slice(span.textContent.length));
    });
    before += data.length;
    node.replaceWith(...(pieces.length > 0 ? pieces : [node]));
  }
  return spans;
}
