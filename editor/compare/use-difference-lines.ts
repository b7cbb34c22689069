/** A difference in a few lines: what it was and is. */
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../flows/format/compare-flows.ts';
import type { SettingChange } from '../../flows/format/setting-words.ts';
import { useLanguage } from '../i18n/setup.ts';

/** More lines than this are not read in a tooltip. */
const SHOWN = 6;

/** Whether the two read the same though they are not: cut, or of no form. */
export function readAlike({ was, is }: SettingChange): boolean {
  return was.ko === is.ko && was.en === is.en;
}

export function useDifferenceLines(difference: Difference): string[] {
  const { t } = useTranslation('compare');
  const language = useLanguage();
  const line = (change: SettingChange) =>
    readAlike(change)
      ? `${change.name[language]}: ${t('valueOtherwise')}`
      : `${change.name[language]}: ${change.was[language]} → ${change.is[language]}`;
  switch (difference.of) {
    case 'order':
      return [t('orderTold')];
    case 'flow':
      return [line(difference.setting)];
    case 'wire':
      return difference.mark === 'moved' ? [] : [t(`wireTold.${difference.mark}`)];
    case 'node': {
      const { mark, settings, moved } = difference;
      if (mark !== 'changed') return [t(`told.${mark}`)];
      const lines = settings.slice(0, SHOWN).map(line);
      if (settings.length === 0) lines.push(t('otherwise'));
      if (settings.length > SHOWN) lines.push('…');
      return moved ? [...lines, t('movedToo')] : lines;
    }
  }
}
