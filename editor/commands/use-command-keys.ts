/** Listens to the keys of the commands. */
import { getHotkeyHandler } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { type CommandContext, commands } from './commands.ts';
import { isForCanvas } from './is-for-canvas.ts';
import { plainKeys } from './tools.ts';

export function useCommandKeys(context: CommandContext): void {
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    const controller = new AbortController();
    const listened = Object.values(commands).filter((command) => !command.byBrowser);
    const handlers = listened.flatMap((command) =>
      command.keys.map((key) => {
        const run = () => command.enabled(latest.current) && command.run(latest.current);
        return {
          anywhere: command.anywhere ?? false,
          // A letter with Shift is still a letter
          plain: /^(shift\+)?.$/.test(key),
          byLetter: getHotkeyHandler([[key, run]]),
          byPlace: getHotkeyHandler([[key, run, { usePhysicalKeys: true }]]),
        };
      }),
    );
    addEventListener(
      'keydown',
      (event) => {
        // The key that ends a Korean syllable belongs to it
        if (event.isComposing) return;
        if (event.defaultPrevented || document.querySelector('[role="dialog"][data-modal-content]')) return;
        const onCanvas = isForCanvas(event.target);
        // With a Korean keyboard Z gives ㅋ: then the key's place tells which one was meant.
        const hasLetter = /^[\x20-\x7e]+$/.test(event.key);
        for (const { anywhere, plain, byLetter, byPlace } of handlers)
          if ((onCanvas || anywhere) && (!plain || plainKeys())) (hasLetter ? byLetter : byPlace)(event);
      },
      { signal: controller.signal },
    );
    return () => controller.abort();
  }, []);
}
