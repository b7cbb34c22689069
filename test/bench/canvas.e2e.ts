import { expect, it } from 'vitest';
import { canvasFlow } from './canvas-flow.ts';
import { measureCanvasOf } from './canvas-section.ts';

it('opens a small flow and drags it about in a browser, and says how smoothly', async () => {
  expect(canvasFlow(20).nodes).toHaveLength(20);
  const { figures } = await measureCanvasOf(
    { nodes: 20, dragged: 600 },
    { runs: 1, seed: 1, onProgress: () => {} },
  );
  expect(figures.map(({ what }) => what.replace(/^\d+ /, ''))).toEqual([
    "nodes opened: ms of work of the page's thread",
    'nodes panned with live counts, fitted: frames/s',
    'nodes panned with live counts, full size: frames/s',
    'cards drawn that did not change',
  ]);
  const [opened, fitted, fullSize, inVain] = figures;
  expect(opened.measured).toBeGreaterThan(0);
  expect(fitted.measured).toBeGreaterThan(0);
  expect(fullSize.measured).toBeGreaterThan(0);
  // This one does not depend on the machine.
  expect(inVain.measured).toBe(0);
  expect(inVain.note).not.toMatch(/, 0 times one came to look different/);
});
