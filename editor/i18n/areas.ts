/** The areas of the editor, one namespace each: `useTranslation('canvas')`, then `t('fitView')`. */
import * as badEvents from './bad-events.ts';
import * as canvas from './canvas.ts';
import * as catalogue from './catalogue.ts';
import * as compare from './compare.ts';
import * as deploy from './deploy.ts';
import * as drafts from './drafts.ts';
import * as drawing from './drawing.ts';
import * as common from './everywhere.ts';
import * as grid from './grid.ts';
import * as groups from './groups.ts';
import * as help from './help.ts';
import * as inspector from './inspector.ts';
import * as keys from './keys.ts';
import * as live from './live.ts';
import * as palette from './palette.ts';
import * as problems from './problems.ts';
import * as records from './records.ts';
import * as sentence from './sentence.ts';
import * as shell from './shell.ts';
import * as simulate from './simulate.ts';
import * as start from './start.ts';
import * as trial from './trial.ts';

export const areas = {
  badEvents,
  canvas,
  catalogue,
  common,
  compare,
  deploy,
  drafts,
  drawing,
  grid,
  groups,
  help,
  inspector,
  keys,
  live,
  palette,
  problems,
  records,
  sentence,
  shell,
  simulate,
  start,
  trial,
};
