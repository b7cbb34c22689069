/** The icon of a card as a picture: from very far there are hundreds of them, and a picture is one thing to paint. */

const known = new Map<string, string>();

/** @param icon drawn on the page, in whatever colour it has there */
export function signImage(icon: SVGElement): string {
  const color = getComputedStyle(icon).color;
  const key = `${color} ${icon.getAttribute('class')}`;
  let image = known.get(key);
  if (image === undefined) {
    const drawing = icon.outerHTML.replaceAll('currentColor', color);
    image = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
    known.set(key, image);
  }
  return image;
}
