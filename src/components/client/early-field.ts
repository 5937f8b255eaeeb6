/** Where the search itself will stand, so that nothing jumps when it comes. */
const PLACE = 'margin:8vh auto;width:min(44rem,100%);border:1px solid var(--edge)';

/**
 * A field to type into until the search itself has come: an input method, too, needs one that is there. Plain, as every page carries it.
 * `take` gives what was typed, and takes the field away: a syllable that is being composed is left alone for a moment; undefined where
 * the reader has given it up. `show` takes that back.
 */
export function earlyField(name: string): { show(): void; take(): Promise<string | undefined> } {
  const dialog = document.createElement('dialog');
  const input = document.createElement('input');
  dialog.style.cssText = PLACE;
  input.style.width = '100%';
  input.ariaLabel = name;
  let pauseMs = 0;
  input.oninput = (event) => (pauseMs = (event as InputEvent).isComposing ? 400 : 0);
  dialog.append(input);
  document.body.append(dialog);
  const show = () => dialog.open || dialog.showModal();
  show();
  return {
    show,
    async take() {
      if (pauseMs) await new Promise((done) => setTimeout(done, pauseMs));
      const typed = dialog.open ? input.value : undefined;
      dialog.close();
      dialog.remove();
      return typed;
    },
  };
}
