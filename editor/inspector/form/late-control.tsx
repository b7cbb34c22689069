/** Controls that bring a large reader along: they load when the first of them is drawn, and are there at once after that. */
import { Skeleton } from '@mantine/core';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import type { ControlProps } from './form-scope.ts';

type Control = ComponentType<ControlProps>;

const loaders: (() => Promise<unknown>)[] = [];

/** All of them: for tests, which look at a form at once, and before the connection can be lost. */
export async function loadLateControls(): Promise<void> {
  // Those that load may bring others along.
  for (let known = 0; known < loaders.length; ) {
    const fresh = loaders.slice(known);
    known = loaders.length;
    await Promise.all(fresh.map((load) => load()));
  }
}

/** A part of a control for `lazy`, which is loaded with the others before it is wanted. */
export function latePart<Module>(load: () => Promise<Module>): () => Promise<Module> {
  loaders.push(load);
  return load;
}

export function lateControl(load: () => Promise<Control>): Control {
  let There: Control | undefined;
  const keep = async () => {
    There = await load();
    return { default: There };
  };
  const Late = lazy(latePart(keep));
  return function LateControl(props: ControlProps) {
    // For as long as it is drawn it stays the same: another one would lose the cursor and what is typed.
    const [Control] = useState<Control>(() => There ?? Late);
    return (
      <Suspense fallback={<Skeleton height={56} radius="sm" />}>
        <Control {...props} />
      </Suspense>
    );
  };
}
