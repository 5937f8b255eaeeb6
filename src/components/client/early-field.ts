/**
 * A field to type into until the search itself has come: an input method, too, needs one that is there. Plain, as every page carries it.
 * @returns how to take what was typed, and the field away: a syllable that is being composed is left alone for a moment; undefined where
 * the reader has given it up
 */
export function earlyField(name: string): () => Promise<string | undefined> {
  const dialog = document.createElement('dialog');
  const input = document.createElement('input');
  input.ariaLabel = name;
  let pauseMs = 0;
  input.oninput = (event) => (pauseMs = (event as InputEvent).isComposing ? 400 : 0);
  dialog.append(input);
  document.body.append(dialog);
  dialog.showModal();
  return async () => {
    if (pauseMs) await new Promise((done) => setTimeout(done, pauseMs));
    const typed = dialog.open ? input.value : undefined;
    dialog.close();
    dialog.remove();
    return typed;
  };
}
