/** Somebody who has no mouse: every key that he presses is counted, and where the keyboard is, is always asked. */
import type { Page } from 'playwright-core';

export interface Keyboard {
  /** Keys that were pressed, letters of texts aside. */
  readonly pressed: () => number;
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Tab until the keyboard is at what is called so. @throws Error where that takes more than a patient person bears */
  tabTo(name: string | RegExp, options?: { readonly back?: boolean; readonly most?: number }): Promise<void>;
  /** What has the keyboard: its role, its name, and where it stands in a form. */
  at(): Promise<string>;
  /** Waits until the keyboard is at what is called so. */
  waitAt(name: string | RegExp): Promise<void>;
}

const PATIENCE = 12;

export function keyboardOf(page: Page): Keyboard {
  let pressed = 0;
  const at = () => page.evaluate(whereTheKeyboardIs);
  const fits = (place: string, name: string | RegExp) =>
    typeof name === 'string' ? place.includes(name) : name.test(place);

  async function press(...keys: readonly string[]) {
    for (const key of keys) {
      pressed++;
      await page.keyboard.press(key);
    }
  }
  return {
    pressed: () => pressed,
    press,
    type: (text) => page.keyboard.type(text),
    at,
    async tabTo(name, { back = false, most = PATIENCE } = {}) {
      const seen: string[] = [];
      for (let i = 0; i < most; i++) {
        await press(back ? 'Shift+Tab' : 'Tab');
        const place = await at();
        if (fits(place, name)) return;
        seen.push(place);
      }
      throw new Error(`${name} was not reached by ${most} × Tab:\n${seen.join('\n')}`);
    },
    async waitAt(name) {
      for (let i = 0; i < 100; i++) {
        if (fits(await at(), name)) return;
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      throw new Error(`The keyboard is not at ${name}, but at ${await at()}`);
    },
  };
}

/** Runs in the page. */
function whereTheKeyboardIs(): string {
  const element = document.activeElement as HTMLElement | null;
  if (!element || element === document.body) return 'nowhere';
  const texts = (element.getAttribute('aria-labelledby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '');
  const input = element as HTMLInputElement;
  const name = [
    element.getAttribute('aria-label') ?? '',
    ...texts,
    [...(input.labels ?? [])].map((label) => label.textContent).join(' '),
    element.tagName === 'INPUT' ? input.value : (element.textContent ?? '').slice(0, 60),
  ];
  const field = element.closest<HTMLElement>('[data-field]')?.dataset.field;
  const node = element.dataset.id;
  return [
    element.getAttribute('role') ?? element.tagName.toLowerCase(),
    `“${name.filter((part) => part.trim() !== '').join(' · ')}”`,
    ...(field ? [`[${field}]`] : []),
    ...(node ? [`#${node}`] : []),
  ].join(' ');
}
