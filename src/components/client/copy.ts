/** Buttons `data-copy` copy the text of the `<pre>` beside them; the label says what came of it. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const label = button.textContent;
    button.addEventListener('click', async () => {
      const code = button.parentElement?.querySelector('pre')?.textContent ?? '';
      const done = await write(code);
      button.textContent = (done ? button.dataset['copy'] : button.dataset['failed']) ?? '';
      setTimeout(() => (button.textContent = label), 2500);
    });
  }
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
