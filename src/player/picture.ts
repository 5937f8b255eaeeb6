/** Presentation properties that a picture needs to look the same away from the page's stylesheets. */
const KEPT = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  // one by one: browsers give no 'font' where the digits are tabular
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'text-anchor',
  'white-space',
  'opacity',
];

/** An SVG as a file of its own: size in pixels, every colour and face written into it, nothing to click. */
export function pictureOf(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    const target = copies[index]!;
    if (style.display === 'none') return target.remove();
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value && value !== 'none' && value !== 'normal') target.style.setProperty(name, value);
    }
    if (style.fill === 'none') target.style.setProperty('fill', 'none');
    for (const attribute of ['class', 'tabindex', 'role', 'aria-pressed', 'data-picture', 'data-name'])
      target.removeAttribute(attribute);
  });
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.documentElement).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}
