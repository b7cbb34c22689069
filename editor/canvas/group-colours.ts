/** The theme's colours of the groups: those of the categories, whose contrast is known. */
import type { GroupColour } from '../../flows/format/groups.ts';

/** What follows `--naru-`. */
export const GROUP_TOKENS = {
  grey: 'logic',
  blue: 'source',
  teal: 'pattern',
  violet: 'enrich',
  orange: 'action',
  yellow: 'note',
} as const satisfies Readonly<Record<GroupColour, string>>;
