import { afterEach, expect, it, vi } from 'vitest';
import { signImage } from './sign-image.ts';

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function icon(category: string): SVGElement {
  const tile = document.createElement('span');
  tile.dataset.category = category;
  tile.innerHTML = '<svg class="icon-filter" stroke="currentColor"></svg>';
  document.body.append(tile);
  const svg = tile.querySelector('svg');
  if (!svg) throw new Error('no icon');
  return svg;
}

it('asks for the colour of an icon once for each category and scheme', () => {
  const asked = vi.spyOn(window, 'getComputedStyle');
  const first = signImage(icon('logic'), 'light');
  for (let i = 0; i < 300; i++) expect(signImage(icon('logic'), 'light')).toBe(first);
  expect(asked).toHaveBeenCalledTimes(1);
  signImage(icon('logic'), 'dark');
  signImage(icon('time'), 'light');
  expect(asked).toHaveBeenCalledTimes(3);
});
