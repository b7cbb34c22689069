/**
 * An input for a text, a number, or yes/no. Where the type is not known (or another one stands there), the sign at
 * its left says which it is, and changes it.
 */
import { ActionIcon, Menu, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownText } from '../form/use-control.ts';
import { useDraft } from '../form/use-draft.ts';
import type { Choice } from './choice.ts';
import { FreeCombobox } from './free-combobox.tsx';
import { NumberBox } from './number-box.tsx';
import { TypeIcon } from './type-icon.tsx';
import classes from './type-sign.module.css';
import { editedType, type Scalar, toType, VALUE_TYPES, type ValueType } from './typed-value.ts';

export interface ValueInputProps {
  readonly value: unknown;
  readonly onChange: (value: Scalar | undefined) => void;
  /** What the other side of the comparison is, where that is known. */
  readonly expected?: ValueType;
  /** Texts to choose from. */
  readonly choices?: readonly Choice[];
  readonly 'aria-label'?: string;
  readonly label?: ReactNode;
  readonly error?: ReactNode;
  readonly description?: ReactNode;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  /** No arrow at its right: the place is narrow. */
  readonly compact?: boolean;
}

export function ValueInput({ value, onChange, expected, choices = [], compact, ...props }: ValueInputProps) {
  const { t } = useTranslation('inspector');
  const own = editedType(value, expected);
  const [last, setLast] = useState(own);
  // An input that was just emptied stays what it is, and keeps its focus.
  const emptied = (value === undefined && expected === undefined) || (value === '' && last === 'string');
  const type = emptied ? last : own;
  if (type !== last) setLast(type);
  const choosable = expected === undefined || type !== expected;

  function choose(next: ValueType) {
    setLast(next);
    onChange(toType(value, next));
  }

  const shared = {
    size: 'xs' as const,
    ...props,
    ...(compact && { rightSection: null }),
    ...(choosable && withSign(<TypeMenu type={type} disabled={props.disabled} onChoose={choose} />)),
  };

  if (type === 'number') return <NumberBox {...shared} value={value} onChange={onChange} />;
  if (type === 'boolean')
    return (
      <Select
        {...shared}
        data={[
          { value: 'true', label: t('true') },
          { value: 'false', label: t('false') },
        ]}
        value={value === undefined ? null : String(value)}
        allowDeselect={false}
        checkIconPosition="right"
        onChange={(next) => onChange(next === 'true')}
      />
    );
  if (choices.length > 0)
    return (
      <FreeCombobox {...shared} value={shownText(value)} choices={choices} onChange={onChange} emptyText="" />
    );
  return <TextValue {...shared} value={value} onChange={onChange} />;
}

function TextValue({
  value,
  onChange,
  ...props
}: { value: unknown; onChange: (value: string) => void } & Omit<ValueInputProps, 'value' | 'onChange'>) {
  const { t } = useTranslation('inspector');
  const draft = useDraft(shownText(value), value, (text) => {
    onChange(text);
    return text;
  });
  return (
    <TextInput
      placeholder={value === '' ? t('emptyText') : undefined}
      {...props}
      spellCheck={false}
      autoComplete="off"
      value={draft.text}
      onChange={(event) => draft.setText(event.currentTarget.value)}
    />
  );
}

/** Props of an input with a sign at its left, which the Tab key reaches after it: first comes what the input asks for. */
export function withSign(sign: ReactNode) {
  return {
    // Keeps the room that the sign stands in.
    leftSection: <span />,
    leftSectionWidth: 28,
    inputContainer: (input: ReactNode) => (
      <div className={classes.signed}>
        {input}
        <div className={classes.sign}>{sign}</div>
      </div>
    ),
  };
}

/** The sign of a type, and a menu of the others. */
export function TypeMenu({
  type,
  onChoose,
  disabled,
}: {
  type: ValueType;
  onChoose: (type: ValueType) => void;
  disabled?: boolean;
}) {
  const { t } = useTranslation('inspector');
  return (
    <Menu shadow="md" position="bottom-start" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={22}
          disabled={disabled}
          aria-label={t('valueType', { type: t(`type.${type}`) })}
        >
          <TypeIcon type={type} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {VALUE_TYPES.map((each) => (
          <Menu.Item
            key={each}
            leftSection={<TypeIcon type={each} />}
            onClick={() => onChoose(each)}
            fw={each === type ? 600 : undefined}
          >
            {t(`type.${each}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
