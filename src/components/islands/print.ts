/** A button that prints the page. */
export function mount(target: HTMLElement): void {
  target.querySelector('button')!.addEventListener('click', () => print());
}
