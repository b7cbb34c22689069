/** Commands for whoever has no context of his own: the page that is open lends its one. */
import { documentStore, useDocument } from '../document/open-document.ts';
import type { Point } from '../document/operations.ts';
import { type CommandContext, type CommandName, commands } from './commands.ts';

let lent: CommandContext | undefined;

/** Gives a function that takes it back. */
export function lendContext(context: CommandContext): () => void {
  lent = context;
  return () => {
    if (lent === context) lent = undefined;
  };
}

/** What the page that is open lends, where it has a canvas. */
export function lentContext(): CommandContext | undefined {
  return lent;
}

/**
 * Whether the command was run: it is not where it makes no sense now.
 *
 * @param at where on the screen it was asked for, where that was by a pointer at an empty place
 */
export function runCommand(name: CommandName, at?: Point): boolean {
  if (!lent || !commands[name].enabled(lent)) return false;
  commands[name].run(lent, at);
  return true;
}

export function isCommandEnabled(name: CommandName): boolean {
  return lent !== undefined && commands[name].enabled(lent);
}

/** Draws anew when the command comes to make sense, or no longer does. */
export function useCommandEnabled(name: CommandName): boolean {
  return useDocument(() => (lent?.store === documentStore ? commands[name].enabled(lent) : false));
}
