/**
 * An input that offers choices and takes any other text as well. What is typed becomes the value when a choice is
 * taken, Enter is pressed or the input is left, so that a name typed half is never in the document.
 */
import { Combobox, TextInput, type TextInputProps, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endsInput } from '../form/ends-input.ts';
import { type Choice, filterChoices, namedChoice } from './choice.ts';
import { ChoiceOptions } from './choice-options.tsx';
import { TypeIcon } from './type-icon.tsx';

export interface FreeComboboxProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly choices: readonly Choice[];
  /** '' where the input was emptied. */
  readonly onChange: (value: string) => void;
  /** Said where there is nothing to choose from. */
  readonly emptyText: string;
}

export function FreeCombobox({
  value,
  choices,
  onChange,
  emptyText,
  onBlur,
  onFocus,
  ...props
}: FreeComboboxProps) {
  const { t } = useTranslation('inspector');
  const [typed, setTyped] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const current = choices.find((choice) => choice.value === value);
  const listed = typed === null ? choices : filterChoices(choices, typed);
  const free = typed?.trim() && !namedChoice(choices, typed) ? typed.trim() : undefined;

  function take(next: string) {
    setTyped(null);
    combobox.closeDropdown();
    if (next !== value) onChange(next);
  }

  /** What was typed, as the value that it names. */
  function settle() {
    if (typed === null) return;
    take(namedChoice(choices, typed)?.value ?? typed.trim());
  }

  return (
    <Combobox
      store={combobox}
      size="xs"
      keepMounted={false}
      onOptionSubmit={take}
      disabled={props.disabled}
      shadow="md"
    >
      <Combobox.Target>
        <TextInput
          size="xs"
          placeholder={t('choose')}
          leftSection={current?.type ? <TypeIcon type={current.type} /> : undefined}
          leftSectionWidth={26}
          rightSection={<Combobox.Chevron size="xs" />}
          rightSectionWidth={24}
          rightSectionPointerEvents="none"
          title={current && current.label !== value ? `${current.label} (${value})` : undefined}
          {...props}
          autoComplete="off"
          spellCheck={false}
          value={typed ?? current?.label ?? value}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex('selected');
          }}
          onClick={() => combobox.openDropdown()}
          onFocus={(event) => {
            event.currentTarget.select();
            onFocus?.(event);
          }}
          onBlur={(event) => {
            settle();
            combobox.closeDropdown();
            onBlur?.(event);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setTyped(null);
            if (typed === null || !endsInput(event)) return;
            // Enter on a choice takes that choice.
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() !== -1) return;
            if (event.key === 'Enter') event.preventDefault();
            settle();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown miw={240}>
        <ChoiceOptions choices={listed} chosen={value} free={free} empty={emptyText} />
      </Combobox.Dropdown>
    </Combobox>
  );
}
