import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { documentActions } from '../document/open-document.ts';
import { RestError } from '../server/rest-client.ts';
import { draw } from '../testing/draw.tsx';
import { sampleFlow, sampleSummary } from '../testing/flow-samples.ts';
import { faultOf } from './open-autosave.ts';
import { SaveState } from './save-state.tsx';

afterEach(() => documentActions.close());

it('says why it is not saved and where it is kept, also while it tries again', async () => {
  const save = vi.fn();
  documentActions.open({ flow: sampleFlow, deployed: null, summary: sampleSummary(), fileFaults: [] });
  await draw(<SaveState onSave={save} />, 'ko');
  screen.getByText('저장됨');
  act(() => {
    documentActions.setFlowSettings({ timezone: 'UTC' });
    documentActions.markKept(true);
    documentActions.markSaveFailed('unreachable');
  });
  fireEvent.click(screen.getByRole('button', { name: '연결이 끊겼습니다. 이 컴퓨터에 저장해 두었습니다.' }));
  expect(save).toHaveBeenCalledOnce();
  act(() => documentActions.markSaving());
  screen.getByText('이 컴퓨터에 저장됨');
  act(() => {
    documentActions.markSaveFailed('signedOut');
    documentActions.markKept(false);
  });
  screen.getByRole('button', { name: /로그인이 만료되었습니다\. 이 컴퓨터에도 저장하지 못했으니/ });
  act(() => documentActions.markGone());
  screen.getByText('삭제된 흐름');
});

it('knows from an answer what becomes of the draft', () => {
  const problem = { type: 'about:blank', title: 'x', status: 404 };
  const faults = [
    new RestError(0, ''),
    new RestError(-1, ''),
    new RestError(503, ''),
    new RestError(404, ''),
    new RestError(404, '', problem),
    new RestError(401, ''),
    new RestError(409, ''),
    new RestError(422, ''),
    new Error('?'),
  ].map(faultOf);
  expect(faults).toEqual([
    'unreachable',
    'unreachable',
    'unreachable',
    'unreachable',
    'gone',
    'signedOut',
    'conflict',
    'refused',
    'unreachable',
  ]);
});
