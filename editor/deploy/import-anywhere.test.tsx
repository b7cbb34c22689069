import { readFileSync } from 'node:fs';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keptReport } from '../start/kept-reports.ts';
import { draw } from '../testing/draw.tsx';
import { fakeServer } from '../testing/fake-server.ts';
import { sampleDetail } from '../testing/flow-samples.ts';
import { ImportAnywhere } from './import-anywhere.tsx';

afterEach(() => {
  vi.unstubAllGlobals();
  location.hash = '';
});

const server = () => fakeServer({ 'POST /api/flows': () => ({ status: 201, body: sampleDetail() }) });
const flowText = '{"id":"aml","nodes":[],"edges":[]}';

function fileEvent(name: string, ...files: File[]): Event {
  const event = new Event(name, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { types: ['Files'], files } });
  return event;
}

function pasteInto(target: EventTarget, text: string) {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  target.dispatchEvent(event);
}

describe('a flow that is brought to the page', () => {
  it('is imported and opened when a file is dropped', async () => {
    server();
    await draw(<ImportAnywhere />);
    act(() => void dispatchEvent(fileEvent('dragenter')));
    expect(screen.getByText('Drop to import as a flow')).toBeTruthy();
    act(() => void dispatchEvent(fileEvent('drop', new File([flowText], 'aml.json'))));
    await waitFor(() => expect(location.hash).toBe('#/flows/aml'));
    expect(screen.queryByText('Drop to import as a flow')).toBeNull();
  });

  it('is refused with the name of its file where it is no flow', async () => {
    const { asked } = server();
    await draw(<ImportAnywhere />);
    act(() => void dispatchEvent(fileEvent('drop', new File(['[]'], 'list.json'))));
    expect(await screen.findByText('The file “list.json” could not be imported')).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('that Node-RED wrote is reported on before it is made, and the report can be read again', async () => {
    const { asked } = server();
    const file = readFileSync('flows/import/node-red/exports/orders.json', 'utf8');
    await draw(<ImportAnywhere />);
    act(() => void dispatchEvent(fileEvent('drop', new File([file], 'orders.json'))));
    const open = await screen.findByRole('button', { name: 'Open as a flow' }, { timeout: 20_000 });
    expect(asked).toEqual([]);
    fireEvent.click(open);
    await waitFor(() => expect(location.hash).toBe('#/flows/aml'));
    await waitFor(() => expect(keptReport('aml')?.report.length).toBeGreaterThan(0));
    expect(keptReport('nobody')).toBeUndefined();
    localStorage.setItem('naru.import.nobody', '{"report":[{"name":1}],"notes":7}');
    expect(keptReport('nobody')).toEqual({ report: [], notes: [] });
  }, 30_000);

  it('is imported when its text is pasted, but not into a field', async () => {
    const { asked } = server();
    await draw(
      <>
        <input aria-label="field" />
        <ImportAnywhere />
      </>,
    );
    act(() => pasteInto(screen.getByLabelText('field'), flowText));
    act(() => pasteInto(document.body, 'just some text'));
    expect(asked).toEqual([]);
    act(() => pasteInto(document.body, flowText));
    await waitFor(() => expect(asked).toHaveLength(1));
  });

  it('lets go of the veil when the pointer leaves the page', async () => {
    server();
    await draw(<ImportAnywhere />);
    fireEvent(window, fileEvent('dragenter'));
    fireEvent(window, fileEvent('dragenter'));
    fireEvent(window, fileEvent('dragleave'));
    expect(screen.queryByText('Drop to import as a flow')).toBeTruthy();
    fireEvent(window, fileEvent('dragleave'));
    expect(screen.queryByText('Drop to import as a flow')).toBeNull();
  });
});
