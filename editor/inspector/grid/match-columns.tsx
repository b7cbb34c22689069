/** Asked when a pasted sheet has headers that are not known: what each column is for. */
import '../../i18n/grid.ts';
import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldInfo, isName } from '../../../nodes/kit/field.ts';
import { fieldChoices } from '../controls/choice.ts';
import { FreeCombobox } from '../controls/free-combobox.tsx';
import { useFormScope } from '../form/form-scope.ts';
import type { Meaning } from './header-match.ts';
import type { Sheet } from './use-table.ts';

export interface MatchColumnsProps {
  readonly sheet: Sheet;
  readonly fields: readonly FieldInfo[];
  readonly onTake: (meanings: readonly Meaning[]) => void;
  readonly onClose: () => void;
}

export function MatchColumns({ sheet, fields, onTake, onClose }: MatchColumnsProps) {
  const { language } = useFormScope();
  const { t } = useTranslation('grid');
  const { t: inspector } = useTranslation('inspector');
  const [meanings, setMeanings] = useState<readonly Meaning[]>(() =>
    sheet.matches.map(({ meaning }) => meaning),
  );
  const choices = fieldChoices(fields, language);
  const names = meanings.flatMap((meaning) => (meaning.use === 'set' ? [meaning.name] : []));
  const problemOf = (name: string) =>
    !isName(name)
      ? t('nameProblem')
      : names.indexOf(name) !== names.lastIndexOf(name)
        ? t('nameTwice')
        : undefined;
  const ready =
    meanings.some(({ use }) => use !== 'none') &&
    meanings.every((meaning) =>
      meaning.use === 'when'
        ? meaning.field !== ''
        : meaning.use === 'none' || problemOf(meaning.name) === undefined,
    );
  const put = (i: number, meaning: Meaning) => setMeanings(meanings.with(i, meaning));

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('match.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('match.cancel') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('match.text')}</Text>
        {sheet.matches.map(({ header }, i) => {
          const meaning = meanings[i];
          const name = header.trim() || t('match.noHeader');
          const example = sheet.cells.slice(1).find((row) => row[i]?.trim())?.[i];
          return (
            // The columns of a sheet have no other name than their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <Group key={i} gap="sm" wrap="nowrap" align="flex-start">
              <div style={{ flex: '0 0 34%', minWidth: 0, overflowWrap: 'anywhere' }}>
                <Text size="sm" fw={500}>
                  {name}
                </Text>
                {example && (
                  <Text size="xs" c="dimmed" lineClamp={1}>
                    {t('match.example', { value: example })}
                  </Text>
                )}
              </div>
              <NativeSelect
                size="xs"
                w={130}
                aria-label={t('match.use', { header: name })}
                value={meaning.use}
                data={(['when', 'set', 'none'] as const).map((use) => ({
                  value: use,
                  label: t(`match.${use}`),
                }))}
                onChange={(event) => put(i, freshMeaning(event.currentTarget.value, header))}
              />
              <div style={{ flex: 1, minWidth: 0 }}>
                {meaning.use === 'when' && (
                  <FreeCombobox
                    aria-label={t('match.field', { header: name })}
                    placeholder={inspector('chooseField')}
                    value={meaning.field}
                    choices={choices}
                    onChange={(field) => put(i, { ...meaning, field })}
                    emptyText={inspector('noFields')}
                  />
                )}
                {meaning.use === 'set' && (
                  <TextInput
                    size="xs"
                    aria-label={t('match.name', { header: name })}
                    placeholder="priority"
                    value={meaning.name}
                    error={meaning.name === '' ? undefined : problemOf(meaning.name)}
                    onChange={(event) => put(i, { use: 'set', name: event.currentTarget.value.trim() })}
                  />
                )}
              </div>
            </Group>
          );
        })}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('match.cancel')}
          </Button>
          <Button disabled={!ready} onClick={() => onTake(meanings)}>
            {t('match.apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function freshMeaning(use: string, header: string): Meaning {
  if (use === 'when') return { use, field: '', operator: '=' };
  const name = header.trim();
  return use === 'set' ? { use, name: isName(name) ? name : '' } : { use: 'none' };
}
