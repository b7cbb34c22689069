/**
 * The areas of the editor, one namespace each: `useTranslation('canvas')`, then `t('fitView')`. Those that only one page
 * or one control has load with it (add-area.ts); whoever uses one imports it.
 */
import * as canvas from './canvas.ts';
import * as compare from './compare.ts';
import * as deploy from './deploy.ts';
import * as drafts from './drafts.ts';
import * as drawing from './drawing.ts';
import * as common from './everywhere.ts';
import * as groups from './groups.ts';
import * as help from './help.ts';
import * as inspector from './inspector.ts';
import * as keys from './keys.ts';
import * as live from './live.ts';
import * as palette from './palette.ts';
import * as problems from './problems.ts';
import * as sentence from './sentence.ts';
import * as shell from './shell.ts';
import * as simulate from './simulate.ts';

export const areas = {
  canvas,
  common,
  compare,
  deploy,
  drafts,
  drawing,
  groups,
  help,
  inspector,
  keys,
  live,
  palette,
  problems,
  sentence,
  shell,
  simulate,
};
