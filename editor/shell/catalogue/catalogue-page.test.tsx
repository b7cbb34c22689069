import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CatalogueEntry } from '../../../runtime/wire/catalogue.ts';
import { draw } from '../../testing/draw.tsx';
import { fakeServer } from '../../testing/fake-server.ts';
import { CataloguePage } from './catalogue-page.tsx';
import { dropDraft, NEW_TYPE } from './type-drafts.ts';

const entry = (type: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  info: {
    type,
    name: { ko: `${type} 이름`, en: `${type} name` },
    fields: [{ path: 'amount', type: 'number' }],
  },
  origin: 'declared',
  overrides: false,
  revision: 7,
  newFields: [],
  usedBy: [],
  ...more,
});
const seen = {
  count: 3,
  atLeast: false,
  firstSeen: '2026-03-02T00:00:00Z',
  lastSeen: '2026-03-02T00:00:00Z',
  perMinute: 1,
};
const paid = entry('paid', { seen, newFields: [{ path: 'store.city', type: 'string' }] });
const found = entry('found', { origin: 'discovered', revision: 0, seen });

function serve(items: readonly CatalogueEntry[], more: Parameters<typeof fakeServer>[0] = {}) {
  return fakeServer({
    'GET /api/catalogue': () => ({ body: { items, total: items.length } }),
    ...Object.fromEntries(
      items.map((each) => [
        `GET /api/catalogue/${each.info.type}`,
        () => ({ body: { ...each, samples: [] } }),
      ]),
    ),
    ...more,
  });
}

beforeEach(() => {
  location.hash = '';
});
afterEach(() => {
  for (const key of ['paid', 'found', NEW_TYPE]) dropDraft(key);
  vi.unstubAllGlobals();
});

describe('the catalogue', () => {
  it('says that there is nothing, and that it could not be loaded', async () => {
    serve([]);
    const { unmount } = await draw(<CataloguePage />, 'ko');
    await screen.findByText('이벤트 종류가 없습니다');
    unmount();
    fakeServer({ 'GET /api/catalogue': () => ({ status: 500 }) });
    await draw(<CataloguePage />);
    await screen.findByRole('button', { name: 'Try again' });
  });

  it('puts first what waits to be declared, and finds by the name of a field in any language', async () => {
    serve([
      paid,
      found,
      entry('other', {
        info: { type: 'other', name: 'O', fields: [{ path: 'x', type: 'time', label: { ko: '시각' } }] },
      }),
    ]);
    await draw(<CataloguePage />);
    const list = await screen.findByRole('list', { name: 'Event types' });
    const names = () =>
      within(list)
        .getAllByRole('link')
        .map(({ textContent }) => textContent?.split(/ name|O/)[0]);
    expect(names()[0]).toBe('found');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '시각' } });
    expect(within(list).getAllByRole('link')).toHaveLength(1);
  });

  it('adds fields that came, saves on the revision that was changed, and asks before the browser loses it', async () => {
    const server = serve([paid], { 'PUT /api/catalogue/paid': () => ({ body: { ...paid, samples: [] } }) });
    await draw(<CataloguePage type="paid" />);
    await screen.findByText('1 field came that is not declared.', { exact: false });
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Add all' }));
    const leaving = new Event('beforeunload', { cancelable: true });
    dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Save' })));
    await waitFor(() => expect(server.askedFor('PUT', '/api/catalogue/paid')).toHaveLength(1));
    expect(server.askedFor('PUT', '/api/catalogue/paid')[0].body).toMatchObject({
      revision: 7,
      info: { type: 'paid', fields: [{ path: 'amount' }, { path: 'store.city' }] },
    });
    const after = new Event('beforeunload', { cancelable: true });
    dispatchEvent(after);
    expect(after.defaultPrevented).toBe(false);
  });

  it('says at its place what is wrong, and sends nothing', async () => {
    const server = serve([paid]);
    await draw(<CataloguePage type="paid" />, 'ko');
    const path = await screen.findByRole('textbox', { name: 'amount 경로' });
    fireEvent.change(path, { target: { value: 'a..b' } });
    fireEvent.click(screen.getByRole('button', { name: '저장' }));
    await screen.findByText(/항목 경로 ‘a..b’에 빈 이름/);
    expect(screen.getByRole('textbox', { name: 'a..b 경로' }).getAttribute('aria-invalid')).toBe('true');
    expect(server.asked.some(({ method }) => method === 'PUT')).toBe(false);
  });

  it('dismisses a type that came, and keeps it folded away until it is brought back', async () => {
    let dismissed = false;
    const now = () => ({ ...found, ...(dismissed && { dismissed: true as const }) });
    const server = serve([paid], {
      'GET /api/catalogue': () => ({ body: { items: [paid, now()], total: 2 } }),
      'GET /api/catalogue/found': () => ({ body: { ...now(), samples: [] } }),
      'PUT /api/catalogue/found/dismissed': () => {
        dismissed = !dismissed;
        return { body: { ...now(), samples: [] } };
      },
    });
    const { unmount } = await draw(<CataloguePage type="found" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
    // The one that is looked at stays in sight.
    const list = await screen.findByRole('list', { name: '1 dismissed type' });
    within(list).getByRole('link', { name: /found/ });
    expect(within(screen.getByRole('list', { name: 'Event types' })).queryByText(/found/)).toBeNull();
    screen.getByText(/not offered to flows/);
    unmount();

    await draw(<CataloguePage />, 'ko');
    fireEvent.click(await screen.findByRole('button', { name: '숨긴 종류 1개' }));
    expect(screen.getByRole('list', { name: '숨긴 종류 1개' })).toBeTruthy();
    cleanup();
    await draw(<CataloguePage type="found" />, 'ko');
    fireEvent.click(await screen.findByRole('button', { name: '다시 보이기' }));
    await waitFor(() => expect(screen.queryByText(/숨긴 종류 1개/)).toBeNull());
    const asked = server.askedFor('PUT', '/api/catalogue/found/dismissed');
    expect(asked.map(({ body }) => body)).toEqual([{ dismissed: true }, { dismissed: false }]);
  });

  it('asks before a type is deleted that flows use', async () => {
    const used = entry('paid', { usedBy: [{ flow: 'f', name: 'My flow', node: 'n', exact: true }] });
    const server = serve([used], { 'DELETE /api/catalogue/paid': () => ({ status: 204 }) });
    await draw(<CataloguePage type="paid" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText(/Used by: My flow/);
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(false);
    await act(async () => fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' })));
    await waitFor(() => expect(server.askedFor('DELETE', '/api/catalogue/paid')).toHaveLength(1));
  });
});
