/** One rule: a field, how it is compared, and with what; in two or three lines, since the panel is narrow. */
import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleProps } from 'react-querybuilder';
import { particleAfter } from '../../../nodes/kit/korean.ts';
import { FreeCombobox } from '../controls/free-combobox.tsx';
import { useTypeAhead } from '../controls/type-ahead.ts';
import { FaultLines } from '../form/fault-lines.tsx';
import { faultsUnder } from '../form/faults-at.ts';
import { shownText } from '../form/use-control.ts';
import { type BuilderGroup, type BuilderRule, withRuleAt } from './builder-query.ts';
import classes from './condition.module.css';
import { placeOf, useConditionScope } from './condition-scope.ts';
import { ConditionValue } from './condition-value.tsx';
import { operatorWords } from './operator-words.ts';
import { arityOf, operatorsFor } from './operators.ts';
import { fieldKind, withField, withOperator, withSource, withValue } from './rule-change.ts';

export function ConditionRule({ rule: builderRule, path: steps, schema, actions }: RuleProps) {
  const { path, fields, choices, faults, language, readOnly, takeFresh } = useConditionScope();
  const { t } = useTranslation('inspector');
  const rule = builderRule as BuilderRule;
  const field = shownText(rule.field);
  const kind = fieldKind(fields.get(field), field);
  const arity = arityOf(rule.operator);
  const place = placeOf(path, steps);
  const own = faultsUnder(faults, place);
  const wrong = (part: string) =>
    own.some((fault) => fault.severity === 'error' && fault.field === `${place}.${part}`);
  const nameOf = (path: string) => choices.find((choice) => choice.value === path)?.label ?? path;
  const told = rule.valueSource === 'field' ? nameOf(shownText(rule.value)) : valueWords(rule.value, t);
  const number = steps.map((step) => step + 1).join('.');

  const fieldInput = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takeFresh(rule.id)) fieldInput.current?.focus();
  }, [takeFresh, rule.id]);

  function change(next: BuilderRule) {
    const query = schema.getQuery() as BuilderGroup | undefined;
    if (query) schema.dispatchQuery(withRuleAt(query, steps, next));
  }

  const operators = operatorsFor(kind, rule.operator).map((operator) => ({
    value: operator,
    label: operatorWords(operator, language, told, rule.valueSource === 'field'),
  }));
  const chooseOperator = (next: string) => change(withOperator(rule, next, kind));
  const typeAhead = useTypeAhead(operators, rule.operator, chooseOperator);

  // Korean names the value before it says how it compares.
  const operatorInput = (
    <div className={classes.ruleOperator} data-field={`${place}.operator`}>
      <Select
        size="xs"
        aria-label={t('ruleOperator', { number })}
        data={operators}
        onKeyDown={readOnly ? undefined : typeAhead}
        value={rule.operator}
        onChange={(next) => next && chooseOperator(next)}
        allowDeselect={false}
        withCheckIcon={false}
        disabled={readOnly}
        error={wrong('operator')}
        comboboxProps={{ width: 170, position: 'bottom-start', shadow: 'md' }}
        maxDropdownHeight={360}
      />
    </div>
  );
  const valueInput = arity !== 'none' && (
    <div className={classes.ruleValue} data-field={`${place}.value`}>
      <ConditionValue
        rule={rule}
        kind={kind}
        number={number}
        wrong={wrong('value')}
        onChange={(value) => change(withValue(rule, value))}
      />
    </div>
  );

  return (
    <fieldset
      className={classes.rule}
      aria-label={t('ruleNumber', { number })}
      data-field={place}
      data-wide={arity === 'two' || arity === 'many' || rule.valueSource === 'field' || undefined}
      data-arity={arity}
      data-language={language}
    >
      <div className={classes.ruleField} data-field={`${place}.field`}>
        <FreeCombobox
          ref={fieldInput}
          aria-label={t('ruleField', { number })}
          placeholder={t('chooseField')}
          value={field}
          choices={choices}
          onChange={(next) => change(withField(rule, next, fieldKind(fields.get(next), next)))}
          emptyText={t('noFields')}
          disabled={readOnly}
          error={wrong('field')}
        />
        {language === 'ko' && field !== '' && (
          <span className={classes.ruleParticle} aria-hidden>
            {particleAfter(nameOf(field), '이')}
          </span>
        )}
      </div>
      <div className={classes.ruleRemove}>
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={22}
            aria-label={t('removeRule', { number })}
            onClick={() => actions.onRuleRemove(steps)}
          >
            <IconX size={14} />
          </ActionIcon>
        )}
      </div>
      {language === 'ko' ? valueInput : operatorInput}
      {language === 'ko' ? operatorInput : valueInput}
      {(arity === 'one' || rule.valueSource === 'field') && !readOnly && (
        <div className={classes.ruleSource}>
          <Tooltip label={t(rule.valueSource === 'field' ? 'compareValue' : 'compareField')} openDelay={400}>
            <ActionIcon
              variant={rule.valueSource === 'field' ? 'light' : 'subtle'}
              color={rule.valueSource === 'field' ? 'naru' : 'gray'}
              size={22}
              aria-pressed={rule.valueSource === 'field'}
              aria-label={t('compareField')}
              onClick={() => change(withSource(rule, rule.valueSource === 'field' ? 'value' : 'field', kind))}
            >
              <IconArrowsExchange size={14} />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
      {own.length > 0 && (
        <div className={classes.ruleFaults}>
          <FaultLines faults={own} language={language} />
        </div>
      )}
    </fieldset>
  );
}

/** A value as it is read aloud, for the particle behind it. */
function valueWords(value: unknown, t: (key: string) => string): string {
  if (typeof value === 'boolean') return t(String(value));
  return Array.isArray(value) ? '' : shownText(value);
}
