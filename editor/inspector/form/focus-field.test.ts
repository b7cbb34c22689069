import { afterEach, expect, it } from 'vitest';
import { focusField } from './focus-field.ts';

function form(inside: string): HTMLElement {
  document.body.innerHTML = `<button id="before"></button><form>${inside}</form>`;
  document.getElementById('before')?.focus();
  return document.querySelector('form')!;
}
const focused = () => document.activeElement?.id;
const soon = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => {
  document.body.innerHTML = '';
});

it('goes to the innermost place that holds what is asked for', () => {
  const drawn = form(
    '<div data-field="a"><input id="one"><div data-field="a.0"><input id="two"></div></div><div data-field="b"></div>',
  );
  focusField(drawn, 'a.0.name');
  expect(focused()).toBe('two');
});

it('waits for an input that does not take the cursor yet', async () => {
  const drawn = form('<div data-field="where"><input id="shut" disabled></div>');
  focusField(drawn, 'where');
  expect(focused()).toBe('before');
  drawn.querySelector('input')!.disabled = false;
  await soon();
  expect(focused()).toBe('shut');
});

it('waits for an input that is still loading, unless somebody goes on meanwhile', async () => {
  const drawn = form('<div data-field="where"></div>');
  const load = () => {
    drawn.querySelector('div')!.innerHTML = '<button id="late"></button>';
  };
  focusField(drawn, 'where');
  expect(focused()).toBe('before');
  load();
  await soon();
  expect(focused()).toBe('late');

  const again = form('<div data-field="where"></div><input id="other">');
  focusField(again, 'where');
  document.getElementById('other')?.focus();
  again.querySelector('div')!.innerHTML = '<button id="late"></button>';
  await soon();
  expect(focused()).toBe('other');
});
