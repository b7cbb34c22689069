/** What a column asks (a field, how it is compared) or sets (a name): for a new column, and to change one. */
import '../../i18n/grid.ts';
import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../nodes/kit/condition.ts';
import { type FieldInfo, isName } from '../../../nodes/kit/field.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { operatorWords } from '../condition/operator-words.ts';
import { operatorsFor } from '../condition/operators.ts';
import { fieldKind } from '../condition/rule-change.ts';
import type { Choice } from '../controls/choice.ts';
import { FreeCombobox } from '../controls/free-combobox.tsx';
import { type Column, columnId } from './table-columns.ts';

export interface ColumnFormProps {
  readonly kind: 'when' | 'set';
  readonly fields: readonly FieldInfo[];
  readonly choices: readonly Choice[];
  readonly columns: readonly Column[];
  /** The column to change; a new one where it is left out. */
  readonly column?: Column;
  readonly onTake: (column: Column) => void;
}

export function ColumnForm(props: ColumnFormProps) {
  return props.kind === 'when' ? <WhenForm {...props} /> : <SetForm {...props} />;
}

function WhenForm({ fields, choices, column, onTake }: ColumnFormProps) {
  const language = useLanguage();
  const { t } = useTranslation('grid');
  const { t: inspector } = useTranslation('inspector');
  const before = column?.kind === 'when' ? column : undefined;
  const [field, setField] = useState(before?.field ?? '');
  const [operator, setOperator] = useState<string>(before?.operator ?? '=');
  const info = fields.find((each) => each.path === field);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (field !== '')
          onTake({ kind: 'when', id: before?.id ?? columnId(), field, operator: operator as Operator });
      }}
    >
      <Stack gap={8}>
        <FreeCombobox
          label={t('field')}
          placeholder={inspector('chooseField')}
          value={field}
          choices={choices}
          onChange={setField}
          emptyText={inspector('noFields')}
          data-autofocus
        />
        <Select
          size="xs"
          label={t('operator')}
          description={t('operatorHelp')}
          inputWrapperOrder={['label', 'input', 'description']}
          data={operatorsFor(fieldKind(info, field), operator)
            .filter((each) => each !== 'null' && each !== 'notNull')
            .map((each) => ({ value: each, label: operatorWords(each, language) }))}
          value={operator}
          onChange={(next) => next && setOperator(next)}
          allowDeselect={false}
          withCheckIcon={false}
        />
        <Button type="submit" size="xs" disabled={field === ''}>
          {t(before ? 'change' : 'add')}
        </Button>
      </Stack>
    </form>
  );
}

function SetForm({ columns, column, onTake }: ColumnFormProps) {
  const { t } = useTranslation('grid');
  const before = column?.kind === 'set' ? column : undefined;
  const [name, setName] = useState(before?.name ?? '');
  const twice = columns.some((each) => each.kind === 'set' && each.name === name && each.id !== before?.id);
  const wrong = name !== '' && !isName(name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (name !== '' && !wrong && !twice) onTake({ kind: 'set', id: before?.id ?? columnId(), name });
      }}
    >
      <Stack gap={8}>
        <TextInput
          size="xs"
          label={t('name')}
          placeholder="priority"
          value={name}
          onChange={(event) => setName(event.currentTarget.value.trim())}
          error={twice ? t('nameTwice') : wrong ? t('nameProblem') : undefined}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
        />
        {!wrong && !twice && (
          <Text size="xs" c="dimmed">
            {t('nameProblem')}
          </Text>
        )}
        <Button type="submit" size="xs" disabled={name === '' || wrong || twice}>
          {t(before ? 'change' : 'add')}
        </Button>
      </Stack>
    </form>
  );
}
