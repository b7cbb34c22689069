/**
 * What can be done from any page, by name and key, and the keys of what the page of a flow offers. Apart from the
 * commands of the canvas, so that other pages need not load those.
 */
import { currentLanguage, setLanguage } from '../i18n/setup.ts';
import { goTo, type PageName, parseRoute } from '../shell/route.ts';
import { openTool } from './tools.ts';

export interface PageCommand {
  /** Area and key of its name. */
  readonly text: string;
  /** Two letters, one after the other: all that is left where browsers have taken the chords. */
  readonly keys: readonly [first: string, second: string];
  readonly run: (page: PageContext) => void;
}

export interface PageContext {
  readonly toggleScheme: () => void;
}

function going(page: PageName, second: string): PageCommand {
  return {
    text: `keys:go.${page}`,
    keys: ['G', second],
    run: () => goTo({ page }),
  };
}

/** Where there is no dialog for it on this page, it opens on the list of flows. */
function onTheList(open: 'newFlow' | 'import'): void {
  const { page } = parseRoute(location.hash);
  if (page !== 'flows' && !(open === 'import' && page === 'flow')) goTo({ page: 'flows' });
  openTool(open);
}

export const PAGE_COMMANDS: readonly PageCommand[] = [
  going('flows', 'F'),
  going('outbox', 'O'),
  going('records', 'R'),
  going('refused', 'B'),
  going('catalogue', 'C'),
  going('settings', 'S'),
  { text: 'keys:newFlow', keys: ['G', 'N'], run: () => onTheList('newFlow') },
  { text: 'drawing:flow.import', keys: ['G', 'I'], run: () => onTheList('import') },
  {
    text: 'keys:language',
    keys: ['G', 'L'],
    run: () => setLanguage(currentLanguage() === 'ko' ? 'en' : 'ko'),
  },
  { text: 'keys:scheme', keys: ['G', 'D'], run: ({ toggleScheme }) => toggleScheme() },
];

/** Keys of what is offered by buttons (offered-actions.ts), as long as one of them is offered. */
export const OFFERED_KEYS: readonly {
  readonly keys: string;
  readonly offers: readonly string[];
  /** What the key sheet calls it. */
  readonly text: string;
}[] = [
  { keys: 'mod+Enter', offers: ['drawing:flow.deploy'], text: 'drawing:flow.deploy' },
  { keys: 'shift+R', offers: ['drawing:flow.start', 'drawing:flow.stop'], text: 'keys:startStop' },
  { keys: 'shift+S', offers: ['keys:simulate', 'keys:simulateStop'], text: 'keys:simulateBoth' },
  { keys: 'shift+V', offers: ['deploy:versions.open'], text: 'deploy:versions.open' },
  { keys: 'shift+P', offers: ['deploy:panel.show', 'deploy:panel.hide'], text: 'keys:panel' },
  { keys: 'shift+E', offers: ['drawing:flow.export'], text: 'drawing:flow.export' },
];

export function offeredKeys(offer: string): string | undefined {
  return OFFERED_KEYS.find(({ offers }) => offers.includes(offer))?.keys;
}
