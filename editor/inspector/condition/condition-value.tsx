/** What a rule compares with: another field, one value, two, or a list of them, each of its type. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../controls/choice.ts';
import { FreeCombobox } from '../controls/free-combobox.tsx';
import { PillsCombobox } from '../controls/pills-combobox.tsx';
import { isScalar, type Scalar, type ValueType } from '../controls/typed-value.ts';
import { TypeMenu, ValueInput, withSign } from '../controls/value-input.tsx';
import { formatNumber, parseNumberText } from '../form/number-text.ts';
import { shownText } from '../form/use-control.ts';
import type { BuilderRule } from './builder-query.ts';
import classes from './condition.module.css';
import { useConditionScope } from './condition-scope.ts';
import { arityOf } from './operators.ts';
import { expectedType, type FieldKind } from './rule-change.ts';

export interface ConditionValueProps {
  readonly rule: BuilderRule;
  readonly kind: FieldKind;
  readonly number: string;
  readonly wrong: boolean;
  readonly onChange: (value: unknown) => void;
}

export function ConditionValue({ rule, kind, number, wrong, onChange }: ConditionValueProps) {
  const { fields, choices, readOnly, language, valuesOf } = useConditionScope();
  const { t } = useTranslation('inspector');
  const expected = expectedType(kind);
  const info = fields.get(rule.field);
  const texts = knownValues(info?.values ?? valuesOf(rule.field), expected);
  const shared = {
    disabled: readOnly,
    error: wrong,
    expected,
    // Numbers are typed; in a list they may be chosen too.
    choices: expected === 'number' ? [] : texts,
    ...(info?.type === 'time' && { placeholder: '2026-03-02T09:00:00+09:00' }),
    ...(expected === 'number' &&
      texts.length > 0 && { placeholder: t('forExample', { value: texts[0].label }) }),
  };

  if (rule.valueSource === 'field')
    return (
      <FreeCombobox
        aria-label={t('ruleOtherField', { number })}
        placeholder={t('chooseField')}
        value={shownText(rule.value)}
        choices={choices.filter((choice) => choice.value !== rule.field)}
        onChange={onChange}
        emptyText={t('noFields')}
        disabled={readOnly}
        error={wrong}
      />
    );

  switch (arityOf(rule.operator)) {
    case 'two': {
      const pair: unknown[] = Array.isArray(rule.value) ? rule.value : [rule.value, rule.value];
      const put = (at: 0 | 1, value: unknown) => onChange(at === 0 ? [value, pair[1]] : [pair[0], value]);
      return (
        <div className={classes.pair}>
          <ValueInput
            {...shared}
            aria-label={t('ruleFrom', { number })}
            value={pair[0]}
            onChange={(v) => put(0, v)}
          />
          <span aria-hidden>{language === 'ko' ? '~' : 'and'}</span>
          <ValueInput
            {...shared}
            aria-label={t('ruleTo', { number })}
            value={pair[1]}
            onChange={(v) => put(1, v)}
          />
        </div>
      );
    }
    case 'many':
      return (
        <ValueList
          values={Array.isArray(rule.value) ? rule.value : isScalar(rule.value) ? [rule.value] : []}
          onChange={onChange}
          expected={expected}
          choices={texts}
          label={t('ruleValues', { number })}
          disabled={readOnly}
          wrong={wrong}
        />
      );
    default:
      return (
        <ValueInput
          {...shared}
          aria-label={t('ruleValue', { number })}
          value={rule.value}
          onChange={onChange}
        />
      );
  }
}

interface ValueListProps {
  readonly values: readonly unknown[];
  readonly onChange: (values: unknown[]) => void;
  readonly expected: ValueType | undefined;
  readonly choices: readonly Choice[];
  readonly label: string;
  readonly disabled: boolean;
  readonly wrong: boolean;
}

/** The list of `in`. A member of another type than the others is shown in quotes: it is not the same value. */
function ValueList({ values, onChange, expected, choices, label, disabled, wrong }: ValueListProps) {
  const { t } = useTranslation('inspector');
  const [chosen, setChosen] = useState<ValueType>();
  const first = values.find(isScalar);
  const type = expected ?? chosen ?? (first === undefined ? 'string' : (typeof first as ValueType));

  function add(text: string): string | undefined {
    const value: Scalar | undefined =
      type === 'number' ? parseNumberText(text) : type === 'boolean' ? booleanOf(text) : text;
    if (value === undefined) return t(type === 'number' ? 'numberProblem' : 'booleanProblem');
    if (!values.includes(value)) onChange([...values, value]);
    return undefined;
  }

  return (
    <PillsCombobox
      items={values.map((value, i) => ({
        key: `${i} ${shownText(value)}`,
        label: typeof value === 'number' ? formatNumber(value) : pillText(value, type),
      }))}
      inputLabel={label}
      choices={choices.filter((choice) => !values.some((value) => choiceText(value) === choice.value))}
      onAdd={add}
      onRemove={(index) => onChange(values.toSpliced(index, 1))}
      emptyText={t('typeValue')}
      placeholder={t('typeValue')}
      disabled={disabled}
      error={wrong}
      {...(expected === undefined &&
        withSign(<TypeMenu type={type} disabled={disabled} onChoose={setChosen} />))}
    />
  );
}

/** The values to choose from: those that the catalogue knows, else the newest that arrived. */
function knownValues(values: readonly unknown[], expected: ValueType | undefined): Choice[] {
  return values
    .filter((value) => isScalar(value) && value !== '' && (expected ?? 'string') === typeof value)
    .map(choiceText)
    .map((text) => ({ value: text, label: text }));
}

/** Numbers as they are shown in the list, which reads them back. */
function choiceText(value: unknown): string {
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

function pillText(value: unknown, type: ValueType): string {
  return typeof value === 'string' && type === 'string' ? value : JSON.stringify(value);
}

function booleanOf(text: string): boolean | undefined {
  if (/^(true|참|예|yes)$/i.test(text)) return true;
  return /^(false|거짓|아니요|no)$/i.test(text) ? false : undefined;
}
