/** An input for several things, each a pill: chosen from what is offered, or typed. Their order is kept. */
import { Combobox, Pill, PillsInput, type PillsInputProps, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endsInput } from '../form/ends-input.ts';
import { Sentence } from '../form/fault-lines.tsx';
import classes from '../inspector.module.css';
import { type Choice, filterChoices, namedChoice } from './choice.ts';
import { ChoiceOptions } from './choice-options.tsx';

export interface PillItem {
  readonly key: string;
  readonly label: string;
  /** The whole of it, where the label is a short form. */
  readonly title?: string;
}

export interface PillsComboboxProps extends Omit<PillsInputProps, 'onChange'> {
  readonly items: readonly PillItem[];
  readonly choices: readonly Choice[];
  /** Takes a choice's value or what was typed; gives a sentence where that can't be taken, and the text stays. */
  readonly onAdd: (text: string) => string | undefined;
  readonly onRemove: (index: number) => void;
  readonly emptyText: string;
  readonly placeholder?: string;
  readonly inputLabel: string;
}

export function PillsCombobox({
  items,
  choices,
  onAdd,
  onRemove,
  emptyText,
  placeholder,
  inputLabel,
  error,
  ...props
}: PillsComboboxProps) {
  const { t } = useTranslation('inspector');
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const listed = filterChoices(choices, typed);
  const free = typed.trim() && !namedChoice(choices, typed) ? typed.trim() : undefined;

  function add(text: string) {
    const reason = onAdd(text);
    setProblem(reason);
    if (reason === undefined) setTyped('');
  }

  /** A comma and Enter end what is typed; so does leaving the input. */
  function settle() {
    if (typed.trim() !== '') add(namedChoice(choices, typed)?.value ?? typed.trim());
  }

  return (
    <Combobox
      store={combobox}
      size="xs"
      keepMounted={false}
      onOptionSubmit={add}
      disabled={props.disabled}
      shadow="md"
    >
      <Combobox.DropdownTarget>
        <PillsInput
          size="xs"
          {...props}
          error={problem ? <Sentence text={problem} /> : error}
          onClick={() => combobox.openDropdown()}
        >
          <Pill.Group gap={4}>
            {items.map((item, i) => (
              <Pill
                key={item.key}
                size="xs"
                className={classes.pill}
                title={item.title}
                withRemoveButton={!props.disabled}
                onRemove={() => onRemove(i)}
                removeButtonProps={{
                  'aria-label': t('removeItem', { item: item.label }),
                  tabIndex: 0,
                  'aria-hidden': false,
                }}
              >
                {item.label}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                aria-label={inputLabel}
                autoComplete="off"
                spellCheck={false}
                disabled={props.disabled}
                placeholder={items.length === 0 ? placeholder : undefined}
                value={typed}
                onChange={(event) => {
                  setTyped(event.currentTarget.value);
                  setProblem(undefined);
                  combobox.openDropdown();
                  combobox.updateSelectedOptionIndex('selected');
                }}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => {
                  settle();
                  combobox.closeDropdown();
                }}
                onKeyDown={(event) => {
                  if (event.nativeEvent.isComposing) return;
                  if (event.key === 'Backspace' && typed === '' && items.length > 0) {
                    event.preventDefault();
                    onRemove(items.length - 1);
                  }
                  const onChoice = event.key === 'Enter' && combobox.getSelectedOptionIndex() !== -1;
                  if (typed.trim() === '' || onChoice || !(event.key === ',' || endsInput(event))) return;
                  if (event.key === ',' || event.key === 'Enter') event.preventDefault();
                  settle();
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown miw={240}>
        <ChoiceOptions choices={listed} free={free} empty={emptyText} />
      </Combobox.Dropdown>
    </Combobox>
  );
}
