/** What comes up over the drawing when it is asked for. It loads a moment after the drawing is there. */
import type { RefObject } from 'react';
import { AskHere } from './ask-here.tsx';
import { CanvasMenu } from './canvas-menu.tsx';

export function OverCanvas({ canvas }: { canvas: RefObject<HTMLElement | null> }) {
  return (
    <>
      <AskHere canvas={canvas} />
      <CanvasMenu canvas={canvas} />
    </>
  );
}
