/** The icon of a card as a picture: from very far there are hundreds of them, and a picture is one thing to paint. */

const known = new Map<string, string>();

/**
 * @param icon drawn on the page, in whatever colour it has there
 * @param scheme light or dark: with the category it settles the colour. Asking each card for its colour instead would
 *   make the browser style the whole page anew each time: seconds, where a flow of 300 nodes is opened
 */
export function signImage(icon: SVGElement, scheme: string): string {
  const category = icon.closest<HTMLElement>('[data-category]')?.dataset.category;
  const key = `${scheme} ${category} ${icon.getAttribute('class')}`;
  let image = known.get(key);
  if (image === undefined) {
    const drawing = icon.outerHTML.replaceAll('currentColor', getComputedStyle(icon).color);
    image = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
    known.set(key, image);
  }
  return image;
}
