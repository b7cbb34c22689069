import { cleanup, fireEvent, render } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, expect, it } from 'vitest';
import { EarlyMenu, takeEarlyMenu } from './early-menu.ts';

afterEach(cleanup);

function Drawing() {
  const area = useRef<HTMLDivElement>(null);
  return (
    <div ref={area}>
      <div className="react-flow">
        <b id="card" />
        <input id="name" />
      </div>
      <EarlyMenu canvas={area} />
    </div>
  );
}
const byId = (id: string) => document.getElementById(id)!;

it('keeps a right click for the menu that is still loading, once', () => {
  render(<Drawing />);
  expect(fireEvent.contextMenu(byId('card'), { clientX: 7, clientY: 9 })).toBe(false);
  expect(takeEarlyMenu()).toEqual({ target: byId('card'), at: { x: 7, y: 9 } });
  expect(takeEarlyMenu()).toBeUndefined();
});

it('leaves the menu of an input to the browser, and forgets what is gone', () => {
  const { unmount } = render(<Drawing />);
  expect(fireEvent.contextMenu(byId('name'))).toBe(true);
  expect(takeEarlyMenu()).toBeUndefined();
  fireEvent.contextMenu(byId('card'));
  unmount();
  expect(takeEarlyMenu()).toBeUndefined();
});
