/** The sign of a kind of change. It says the same as the colour, for those who see none. */
import { type Icon, IconArrowsMove, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Mark } from '../../flows/format/compare-flows.ts';

const SIGNS: Readonly<Record<Mark, Icon>> = {
  added: IconPlus,
  changed: IconPencil,
  removed: IconTrash,
  moved: IconArrowsMove,
};

export function MarkSign({ mark, size = 13 }: { mark: Mark; size?: number }) {
  const Sign = SIGNS[mark];
  return <Sign size={size} stroke={2.2} aria-hidden />;
}
