/** All wires in one drawing, for a view from very far (wire-paths.ts). */
import { ViewportPortal } from '@xyflow/react';
import { useContext, useSyncExternalStore } from 'react';
import { type WirePath, WirePathsContext } from './wire-paths.ts';
import classes from './wires-together.module.css';

export function WiresTogether() {
  const paths = useContext(WirePathsContext);
  const all = useSyncExternalStore(paths.subscribe, paths.all);
  if (all.size === 0) return null;
  return (
    <ViewportPortal>
      <svg className={classes.wires} aria-hidden="true">
        <path d={joined(all, false)} />
        <path d={joined(all, true)} data-moving-wires />
      </svg>
    </ViewportPortal>
  );
}

function joined(all: ReadonlyMap<string, WirePath>, moving: boolean): string {
  const paths: string[] = [];
  for (const wire of all.values()) if (wire.moving === moving) paths.push(wire.path);
  return paths.join('');
}
