import type { Language } from '#i18n/languages.ts';

/** How long browsers that make their list of voices late are waited for. */
const PATIENCE = 1500;

/** A voice of the language, of this device where there is one; undefined where the browser has none. */
export async function voiceFor(lang: Language): Promise<SpeechSynthesisVoice | undefined> {
  if (typeof speechSynthesis !== 'object') return undefined;
  const found = () => {
    const fitting = speechSynthesis.getVoices().filter((voice) => voice.lang.slice(0, 2) === lang);
    return fitting.find((voice) => voice.localService) ?? fitting[0];
  };
  return (
    found() ??
    new Promise((resolve) => {
      speechSynthesis.addEventListener('voiceschanged', () => resolve(found()), { once: true });
      setTimeout(() => resolve(found()), PATIENCE);
    })
  );
}

/** Reads a text aloud. `onword` gets the offset of each word where the voice tells it; `onend` is called once, however it ends. */
export function read(
  text: string,
  voice: SpeechSynthesisVoice,
  { onword, onend }: { onword: (offset: number) => void; onend: () => void },
): void {
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice;
  said.lang = voice.lang;
  said.addEventListener('boundary', (event) => onword(event.charIndex));
  said.addEventListener('end', onend, { once: true });
  said.addEventListener('error', onend, { once: true });
  speechSynthesis.speak(said);
}
export const hush = (): void => speechSynthesis.cancel();
