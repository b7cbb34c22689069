import { cleanup, fireEvent, render } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, expect, it } from 'vitest';
import { asksForMenu, EarlyMenu, takeEarlyMenu } from './early-menu.ts';

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

it('opens for the menu key where the canvas itself has the keyboard, and not beside the drawing', () => {
  render(
    <section data-canvas id="canvas">
      <Drawing />
      <i id="foot" />
    </section>,
  );
  const asked = (id: string) => {
    let taken = false;
    const listen = (event: MouseEvent) => {
      taken = asksForMenu(event);
    };
    addEventListener('contextmenu', listen, { once: true });
    fireEvent.contextMenu(byId(id));
    return taken;
  };
  expect([asked('canvas'), asked('card'), asked('foot')]).toEqual([true, true, false]);
});

it('leaves the menu of an input to the browser, and forgets what is gone', () => {
  const { unmount } = render(<Drawing />);
  expect(fireEvent.contextMenu(byId('name'))).toBe(true);
  expect(takeEarlyMenu()).toBeUndefined();
  fireEvent.contextMenu(byId('card'));
  unmount();
  expect(takeEarlyMenu()).toBeUndefined();
});
