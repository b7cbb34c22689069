import { beforeEach, describe, expect, it, vi } from 'vitest';
import { focusCanvas } from './focus-canvas.ts';

const focused = () => document.activeElement?.id;
const frames = async (n: number) => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
};

beforeEach(() => {
  document.body.innerHTML =
    '<input id="field"><a id="link" href="#/">link</a><section data-canvas id="canvas" tabindex="-1"></section>';
});

describe('the keyboard', () => {
  it('comes to the canvas where nobody has it', () => {
    focusCanvas();
    expect(focused()).toBe('canvas');
  });

  it.each(['field', 'link'])('stays at a %s', async (id) => {
    document.getElementById(id)?.focus();
    focusCanvas();
    await frames(3);
    expect(focused()).toBe(id);
  });

  it('comes after the dialog by which the flow was made, and not while one is open', async () => {
    const dialog = document.createElement('div');
    dialog.dataset.modalContent = 'true';
    dialog.innerHTML = '<input id="name">';
    document.body.append(dialog);
    document.getElementById('name')?.focus();
    focusCanvas();
    await frames(3);
    expect(focused()).toBe('name');
    dialog.remove();
    await vi.waitFor(() => expect(focused()).toBe('canvas'));
  });

  it('is shown from the first key on, where nothing was done on the page before', () => {
    const untouched = () => document.getElementById('canvas')?.dataset.untouched;
    vi.stubGlobal('navigator', { userActivation: { hasBeenActive: false } });
    focusCanvas();
    expect(untouched()).toBe('');
    dispatchEvent(new Event('keydown'));
    expect(untouched()).toBeUndefined();
    document.getElementById('canvas')?.blur();
    vi.stubGlobal('navigator', { userActivation: { hasBeenActive: true } });
    focusCanvas();
    expect(untouched()).toBeUndefined();
    vi.unstubAllGlobals();
  });

  it('is left alone where it was called off', async () => {
    const dialog = document.createElement('div');
    dialog.dataset.modalContent = 'true';
    document.body.append(dialog);
    const callOff = focusCanvas();
    callOff();
    dialog.remove();
    await frames(3);
    expect(focused()).toBe('');
  });
});
