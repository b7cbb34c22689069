/** A small sign for the type of a field or a value. */
import {
  IconBraces,
  IconClock,
  IconHash,
  IconLetterT,
  IconList,
  IconQuestionMark,
  IconToggleLeft,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldType } from '../../../nodes/kit/field.ts';

const ICONS: Readonly<Record<FieldType, typeof IconHash>> = {
  number: IconHash,
  string: IconLetterT,
  boolean: IconToggleLeft,
  time: IconClock,
  object: IconBraces,
  list: IconList,
  unknown: IconQuestionMark,
};

export function TypeIcon({ type = 'unknown' }: { type?: FieldType }) {
  const { t } = useTranslation('inspector');
  const Icon = ICONS[type];
  return <Icon size={14} stroke={1.8} role="img" aria-label={t(`type.${type}`)} />;
}
