/**
 * The drawing as one picture that the browser moves about without painting it anew. While the zoom changes it is no
 * such picture: that would be stretched, and blurred from then on.
 */
import type { Viewport } from '@xyflow/react';
import { type RefObject, useCallback, useRef } from 'react';

interface MovingLayer {
  /** For the element whose style looks at `data-moving` and `data-zooming`. */
  readonly ref: RefObject<HTMLElement | null>;
  readonly onMove: (viewport: Viewport) => void;
  readonly onMoveEnd: () => void;
}

/** Written to the element and not kept as state: beginning to move must not draw anything anew. */
export function useMovingLayer(): MovingLayer {
  const ref = useRef<HTMLElement>(null);
  const zoomBefore = useRef<number>(undefined);
  const onMove = useCallback(({ zoom }: Viewport) => {
    mark(ref.current, 'data-moving');
    if (zoomBefore.current !== zoom) mark(ref.current, 'data-zooming');
    zoomBefore.current = zoom;
  }, []);
  const onMoveEnd = useCallback(() => {
    ref.current?.removeAttribute('data-zooming');
    ref.current?.removeAttribute('data-moving');
  }, []);
  return { ref, onMove, onMoveEnd };
}

/** Written once: the same value written again would have styles looked at in each frame. */
function mark(element: Element | null, name: string): void {
  if (element && !element.hasAttribute(name)) element.setAttribute(name, '');
}
