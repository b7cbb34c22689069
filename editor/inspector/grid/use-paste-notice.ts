/** What is said below the grid of what was pasted, or could not be; and a sheet whose columns have to be told first. */
import '../../i18n/grid.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from './grid-status.tsx';
import type { Selection } from './moves.ts';
import { MAX_COLUMNS, MAX_ROWS } from './table-columns.ts';
import type { Pasted, Sheet } from './use-table.ts';

/** @param choose the cells that were filled */
export function usePasteNotice(choose: (filled: Selection) => void) {
  const { t } = useTranslation('grid');
  const [notice, setNotice] = useState<Notice>();
  const [sheet, setSheet] = useState<Sheet>();

  function tell(pasted: Pasted) {
    if ('sheet' in pasted) return setSheet(pasted.sheet);
    if ('problem' in pasted)
      return setNotice({ severity: 'error', text: t(`problem.${pasted.problem}`, { ...pasted }) });
    const { area: filled, count, marked, skipped } = pasted;
    if (filled)
      choose({
        anchor: { row: filled.bottom, column: filled.right },
        focus: { row: filled.top, column: filled.left },
      });
    const done = t(marked > 0 ? 'pastedMarked' : 'pasted', { count, marked });
    const text = skipped > 0 ? `${done} ${t('skipped', { count: skipped })}` : done;
    setNotice({ severity: marked + skipped > 0 ? 'hint' : 'done', text });
  }

  function refuse(problem: 'rows' | 'columns') {
    const count = problem === 'rows' ? MAX_ROWS + 1 : MAX_COLUMNS + 1;
    setNotice({ severity: 'error', text: t(`problem.${problem}`, { count }) });
  }

  return { notice, setNotice, tell, refuse, sheet, closeSheet: () => setSheet(undefined) };
}
