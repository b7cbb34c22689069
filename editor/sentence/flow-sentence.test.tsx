import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePointed } from '../canvas/pointed.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { FlowSentence, SentenceTools } from './flow-sentence.tsx';

beforeEach(() => {
  documentActions.setSurroundings({});
  documentActions.open({ flow: sampleFlow, deployed: null, summary: sampleSummary(), fileFaults: [] });
});
afterEach(() => documentActions.close());

const source = () => screen.getByRole('button', { name: /들어오면/ });
const action = () => screen.getByRole('button', { name: /기록으로 남깁니다/ });

function Card() {
  return <output>{String(usePointed('case'))}</output>;
}

describe('the sentence', () => {
  it('says what the flow does, in the language of the reader', async () => {
    const { container } = await draw(<FlowSentence />, 'ko');
    expect(container.querySelector('section')?.textContent).toBe(
      '‘bank.transaction.posted’ 이벤트가 들어오면 기록으로 남깁니다(조사).',
    );
  });

  it('selects and shows the node of the part that is clicked, or entered by key', async () => {
    await draw(<FlowSentence />, 'ko');
    fireEvent.click(action());
    expect(documentStore.getState().selection.nodes).toEqual(['case']);
    expect(documentStore.getState().reveal?.node).toBe('case');
    fireEvent.keyDown(source(), { key: 'Enter' });
    expect(documentStore.getState().selection.nodes).toEqual(['tx']);
  });

  it('marks the part of what is selected on the canvas', async () => {
    await draw(<FlowSentence />, 'ko');
    expect(action().getAttribute('aria-pressed')).toBe('false');
    act(() => documentActions.select(['case']));
    expect(action().getAttribute('aria-pressed')).toBe('true');
    expect(source().getAttribute('aria-pressed')).toBe('false');
  });

  it('points at the card of the part under the pointer', async () => {
    await draw(
      <>
        <FlowSentence />
        <Card />
      </>,
      'ko',
    );
    const card = screen.getByRole('status');
    fireEvent.pointerEnter(action());
    expect(card.textContent).toBe('true');
    fireEvent.pointerLeave(action());
    expect(card.textContent).toBe('false');
  });

  it('follows the drawing', async () => {
    await draw(<FlowSentence />, 'ko');
    await act(async () => documentActions.remove(['case']));
    expect(screen.getByText(/아직 아무 조치도 하지 않습니다/)).toBeTruthy();
    await act(async () => documentActions.undo());
    expect(action()).toBeTruthy();
  });

  it('is copied as plain text', async () => {
    const writeText = vi.fn(async () => {});
    vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue({ writeText } as unknown as Clipboard);
    await draw(<SentenceTools />, 'en');
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Copy the text' })));
    expect(writeText).toHaveBeenCalledWith('When “bank.transaction.posted” comes in, write it down (Case).');
  });
});
