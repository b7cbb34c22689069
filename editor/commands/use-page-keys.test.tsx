import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draw } from '../testing/draw.tsx';
import { meantKey } from './meant-key.ts';
import { useOffer } from './offered-actions.ts';
import { OFFERED_KEYS, PAGE_COMMANDS } from './page-commands.ts';
import { PageTools } from './page-tools.tsx';
import { setPlainKeys } from './tools.ts';

afterEach(() => {
  act(() => setPlainKeys(true));
  location.hash = '';
});

const page = () => draw(<PageTools route={{ page: 'outbox' }} />);

function press(key: string, code: string, more: KeyboardEventInit = {}, target: Element = document.body) {
  fireEvent(target, new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
}

describe('keys of the pages', () => {
  it('mean one thing each', () => {
    const pages = PAGE_COMMANDS.map(({ keys }) => keys.join(' '));
    const offers = OFFERED_KEYS.map(({ keys }) => keys);
    for (const keys of [pages, offers]) expect(new Set(keys).size).toBe(keys.length);
  });

  it('lead somewhere by two letters, with the Korean layout as well', async () => {
    await page();
    press('g', 'KeyG');
    press('r', 'KeyR');
    expect(location.hash).toBe('#/records');
    press('ㅎ', 'KeyG');
    press('ㄴ', 'KeyS');
    expect(location.hash).toBe('#/settings');
    // Where another layout has the letter elsewhere, the letter counts
    expect(meantKey({ key: 'o', code: 'KeyS' })).toBe('O');
  });

  it('are left to those who type, who compose a syllable, and who want none', async () => {
    await draw(
      <>
        <input aria-label="field" />
        <PageTools route={{ page: 'outbox' }} />
      </>,
    );
    const field = screen.getByLabelText('field');
    press('g', 'KeyG', {}, field);
    press('r', 'KeyR', {}, field);
    press('ㅎ', 'KeyG', { isComposing: true });
    press('ㄱ', 'KeyR', { isComposing: true });
    press('g', 'KeyG', { ctrlKey: true });
    press('r', 'KeyR');
    act(() => setPlainKeys(false));
    press('g', 'KeyG');
    press('r', 'KeyR');
    expect(location.hash).toBe('');
  });

  it('run what a button offers, for as long as it does', async () => {
    const deploy = vi.fn();
    function Offering({ enabled }: { enabled: boolean }) {
      useOffer('drawing:flow.deploy', deploy, enabled);
      return <PageTools route={{ page: 'flow', id: 'f' }} />;
    }
    const { rerender } = await draw(<Offering enabled />);
    press('Enter', 'Enter', { ctrlKey: true });
    expect(deploy).toHaveBeenCalledTimes(1);
    rerender(<div />);
    press('Enter', 'Enter', { ctrlKey: true });
    expect(deploy).toHaveBeenCalledTimes(1);
  });

  it('open the list of commands on a page without a canvas', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no server')));
    await page();
    press('ㅏ', 'KeyK', { ctrlKey: true });
    const list = await screen.findByRole('dialog', {}, { timeout: 20_000 });
    const names = () =>
      [...list.querySelectorAll('[role="option"]')].map((option) => option.textContent ?? '');
    await waitFor(() => expect(names().some((name) => name.includes('Go to the settings'))).toBe(true));
    // Nothing that needs a canvas
    expect(names().some((name) => name.includes('Undo') || name.startsWith('Add '))).toBe(false);
    vi.unstubAllGlobals();
  }, 30_000);
});
