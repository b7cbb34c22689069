/** A text into which fields can be put where the caret stands. */
import {
  ActionIcon,
  Combobox,
  Textarea,
  type TextareaProps,
  TextInput,
  Tooltip,
  useCombobox,
} from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextInsert } from '../form/text-insert.ts';
import { type Choice, filterChoices } from './choice.ts';
import { ChoiceOptions } from './choice-options.tsx';

export interface InsertableTextareaProps extends Omit<TextareaProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly choices: readonly Choice[];
  /** How a field is written in this text. */
  readonly written: (path: string) => string;
  readonly into: TextInsert;
}

export function InsertableTextarea({
  value,
  onChange,
  choices,
  written,
  into,
  ...props
}: InsertableTextareaProps) {
  return (
    <Textarea
      size="xs"
      autosize
      minRows={1}
      maxRows={10}
      spellCheck={false}
      autoComplete="off"
      {...props}
      ref={into.area}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={
        props.disabled ? undefined : (
          <InsertField choices={choices} onInsert={(path) => into.insert(written(path))} />
        )
      }
      rightSectionWidth={28}
      rightSectionProps={{ style: { alignItems: 'flex-start', paddingTop: 3 } }}
    />
  );
}

/** A button that opens the fields, to put one in. */
export function InsertField({
  choices,
  onInsert,
}: {
  choices: readonly Choice[];
  onInsert: (path: string) => void;
}) {
  const { t } = useTranslation('inspector');
  // Without a scroll: the dropdown finds its place only after it is drawn.
  const focus = useCallback((search: HTMLInputElement | null) => search?.focus({ preventScroll: true }), []);
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setTyped('');
    },
  });
  return (
    <Combobox
      store={combobox}
      size="xs"
      keepMounted={false}
      width={280}
      position="bottom-end"
      shadow="md"
      onOptionSubmit={(path) => {
        combobox.closeDropdown();
        onInsert(path);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Tooltip label={t('insertField')} openDelay={400}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('insertField')}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconBraces size={15} />
          </ActionIcon>
        </Tooltip>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.EventsTarget>
          <TextInput
            size="xs"
            mb={4}
            ref={focus}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.updateSelectedOptionIndex('selected');
            }}
            placeholder={t('searchFields')}
            aria-label={t('searchFields')}
          />
        </Combobox.EventsTarget>
        <ChoiceOptions choices={filterChoices(choices, typed)} empty={t('noFields')} />
      </Combobox.Dropdown>
    </Combobox>
  );
}
