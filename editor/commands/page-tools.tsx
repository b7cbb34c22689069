/** What every page has: its keys, the list of all commands, and the sheet of keys. Loaded when first asked for. */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { giveFocusBack } from '../deploy/pressed-button.ts';
import type { Route } from '../shell/route.ts';
import { closeTool, useTool } from './tools.ts';
import { usePageKeys } from './use-page-keys.ts';

const CommandPalette = lazy(() =>
  import('./command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
);
const KeySheet = lazy(() => import('./key-sheet.tsx').then((module) => ({ default: module.KeySheet })));

export function PageTools({ route }: { route: Route }) {
  const palette = useTool('palette');
  const keys = useTool('keys');
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const toggleScheme = () => setColorScheme(dark ? 'light' : 'dark');
  usePageKeys({ toggleScheme });
  useFocusBack(palette || keys);
  // Dialogs that belong to a page go with it
  useEffect(() => {
    if (route.page !== 'flows') closeTool('newFlow');
    if (route.page !== 'flows' && route.page !== 'flow') closeTool('import');
  }, [route.page]);
  return (
    <Suspense>
      {palette && <CommandPalette page={{ toggleScheme }} />}
      {keys && <KeySheet />}
    </Suspense>
  );
}

/** A dialog that is there only while it is open cannot give the keyboard back itself. */
function useFocusBack(open: boolean): void {
  const before = useRef<Element | null>(null);
  const was = useRef(false);
  // Looked at before the dialog is drawn, which takes the keyboard as soon as it is.
  if (open && !was.current) before.current = document.activeElement;
  was.current = open;
  useEffect(() => (open ? () => giveFocusBack(before.current) : undefined), [open]);
}
