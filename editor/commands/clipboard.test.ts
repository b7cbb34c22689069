import { fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDocumentStore } from '../document/document-store.ts';
import { fragmentOf } from '../document/operations.ts';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { createClipboard } from './clipboard.ts';
import { fragmentText } from './fragment-text.ts';

const [first, second] = sampleFlow.nodes;
const text = fragmentText(fragmentOf(sampleFlow, [second.id]));
let listening = new AbortController();

/** Of the system: what is in it, or why the browser keeps it. */
function clipboardWith(held: string | Error) {
  const system = {
    held,
    writeText: vi.fn(async (next: string) => {
      if (system.held instanceof Error) throw system.held;
      system.held = next;
    }),
    readText: async () => {
      if (system.held instanceof Error) throw system.held;
      return system.held;
    },
  };
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(system as unknown as Clipboard);
  return system;
}

function aClipboard(selected: readonly string[] = [second.id]) {
  const store = createDocumentStore({
    analyse: { inputsOf: () => ({}), faultsOf: () => [] },
    now: () => 0,
    later: () => () => {},
  });
  store.actions.open({ flow: sampleFlow, deployed: null, summary: sampleSummary(), fileFaults: [] });
  store.actions.select(selected);
  const page = {
    refuse: vi.fn(),
    barred: vi.fn(),
    offset: vi.fn((_: unknown, times: number) => ({ x: 10 * times, y: 0 })),
  };
  const clipboard = createClipboard(store, () => page);
  clipboard.listen(listening.signal);
  const ids = () => store.getState().flow?.nodes.map(({ id }) => id) ?? [];
  return { store, page, clipboard, ids };
}

beforeEach(() => {
  listening = new AbortController();
  document.body.innerHTML = '<main><div data-canvas></div></main>';
});
afterEach(() => {
  listening.abort();
  vi.restoreAllMocks();
});

describe('a menu', () => {
  it('copies what is selected, and cuts it', async () => {
    const system = clipboardWith('');
    const { store, clipboard, ids } = aClipboard();
    await clipboard.copy();
    expect(system.held).toBe(text);
    expect(ids()).toEqual(sampleFlow.nodes.map(({ id }) => id));
    await clipboard.cut();
    expect(ids()).not.toContain(second.id);
    expect(store.getState().past).toHaveLength(1);
  });

  it('leaves everything as it is where the browser keeps the clipboard, and names the keys', async () => {
    clipboardWith(new Error('not allowed'));
    const { page, clipboard, store } = aClipboard();
    await clipboard.copy();
    await clipboard.cut();
    await clipboard.paste();
    expect(page.barred.mock.calls).toEqual([['mod+C'], ['mod+X'], ['mod+V']]);
    expect(store.getState().flow).toBe(sampleFlow);
    // On a page without https there is none at all.
    vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as unknown as Clipboard);
    await clipboard.paste();
    expect(page.barred).toHaveBeenCalledTimes(4);
  });

  it('cuts nothing out of a flow that was opened meanwhile', async () => {
    const { store, clipboard } = aClipboard();
    const other = { ...sampleFlow, id: 'other' };
    const system = clipboardWith('');
    system.writeText.mockImplementation(async () => {
      store.actions.open({ flow: other, deployed: null, summary: sampleSummary(), fileFaults: [] });
    });
    await clipboard.cut();
    expect(store.getState().flow).toBe(other);
  });

  it('pastes where it was opened, as one step, and says what is no node', async () => {
    const system = clipboardWith(text);
    const { store, page, clipboard, ids } = aClipboard();
    const at = { x: 300, y: 200 };
    await clipboard.paste(at);
    expect(page.offset).toHaveBeenLastCalledWith(expect.objectContaining({ nodes: [second] }), 1, at);
    expect(ids()).toHaveLength(sampleFlow.nodes.length + 1);
    expect(store.getState().past).toHaveLength(1);
    for (const held of ['hello', '', '  ']) {
      system.held = held;
      await clipboard.paste(at);
    }
    expect(page.refuse).toHaveBeenCalledTimes(3);
    // What comes by the keys after that is asked for nowhere.
    fireEvent.paste(document.body, { clipboardData: { getData: () => text } });
    expect(page.offset.mock.lastCall?.slice(1)).toEqual([1, undefined]);
  });

  it('leaves a whole flow to the page, which opens it', async () => {
    const held = JSON.stringify(sampleFlow);
    clipboardWith(held);
    const { page, clipboard } = aClipboard();
    const taken = vi.fn((event: ClipboardEvent) => event.clipboardData?.getData('text/plain'));
    addEventListener('paste', taken, { signal: listening.signal });
    await clipboard.paste();
    expect(taken.mock.results[0]?.value).toBe(held);
    expect(page.refuse).not.toHaveBeenCalled();
  });

  it('does nothing where nothing is selected', async () => {
    const system = clipboardWith('');
    const { clipboard } = aClipboard([]);
    await clipboard.copy();
    await clipboard.cut();
    expect(system.writeText).not.toHaveBeenCalled();
  });
});

describe('the keys', () => {
  it('take what is selected, and put it further on each time', () => {
    const { page, ids } = aClipboard([first.id]);
    const setData = vi.fn();
    fireEvent.cut(document.body, { clipboardData: { setData } });
    expect(setData).toHaveBeenCalledWith('text/plain', fragmentText(fragmentOf(sampleFlow, [first.id])));
    expect(ids()).not.toContain(first.id);
    for (let i = 0; i < 2; i++) fireEvent.paste(document.body, { clipboardData: { getData: () => text } });
    expect(page.offset.mock.calls.map(([, times]) => times)).toEqual([1, 2]);
  });
});
