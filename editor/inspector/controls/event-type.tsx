/** A type of event, or all whose name begins alike (`bank.*`). */
import { useTranslation } from 'react-i18next';
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import { DeclareLink, DeclareOffer } from '../../shell/catalogue/declare-offer.tsx';
import type { ControlProps } from '../form/form-scope.ts';
import { emptyText, shownText, useControl } from '../form/use-control.ts';
import type { Choice } from './choice.ts';
import { FreeCombobox } from './free-combobox.tsx';

export function EventTypeControl(props: ControlProps) {
  const { field, value, onChange } = props;
  const { input, scope } = useControl(props);
  const { t } = useTranslation('inspector');
  const types = scope.context.surroundings.eventTypes ?? [];
  const type = shownText(value);
  const known = types.find((each) => each.type === type);
  const isUnknown = type !== '' && !type.endsWith('.*') && !known;
  const note = t('notDeclared');
  return (
    <>
      <FreeCombobox
        {...input}
        placeholder={t('chooseEventType')}
        value={type}
        choices={[
          ...typeChoices(types.filter(isDeclared), scope.language),
          ...prefixesOf(types.filter(isDeclared)).map((prefix) => ({
            value: prefix,
            label: t('allOf', { prefix }),
          })),
          ...types
            .filter((each) => !isDeclared(each) && (!each.dismissed || each === known))
            .map(({ type: value }) => ({ value, label: value, note })),
        ]}
        onChange={(next) => onChange(next === '' ? emptyText(field) : next)}
        emptyText={t('noEventTypes')}
      />
      {known?.discovered && <DeclareLink type={type} />}
      {isUnknown && <DeclareOffer type={type} />}
    </>
  );
}

/** What ships counts as declared. */
const isDeclared = ({ discovered }: EventTypeInfo) => !discovered;

function typeChoices(types: readonly EventTypeInfo[], language: Language): Choice[] {
  return types.map((each) => ({
    value: each.type,
    label: localize(each.name, language, each.type),
    ...(each.description === undefined ? {} : { description: localize(each.description, language) }),
  }));
}

/** The prefixes that several types share. @example ['a.b.c', 'a.b.d', 'x.y'] // ['a.*', 'a.b.*'] */
function prefixesOf(types: readonly EventTypeInfo[]): string[] {
  const counts = new Map<string, number>();
  for (const { type } of types) {
    const steps = type.split('.');
    for (let n = 1; n < steps.length; n++) {
      const prefix = `${steps.slice(0, n).join('.')}.*`;
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([prefix]) => prefix)
    .sort();
}
