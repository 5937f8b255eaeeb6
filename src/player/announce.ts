/** So many milliseconds of rest before something is said: a held key says the last step, not all of them. */
export const REST_MS = 300;

/** Says the last thing that it was given, once nothing has followed for a while. */
export function announcer(say: (sentence: string) => void): { tell(sentence: string): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    tell(sentence) {
      clearTimeout(timer);
      timer = setTimeout(() => say(sentence), REST_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
