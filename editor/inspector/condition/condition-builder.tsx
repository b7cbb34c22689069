/**
 * editor/inspector/condition: the condition builder, on react-querybuilder. Its query is the condition of the file
 * with an id at each rule; what a person changes is written back at once, typed, in the file's own shape.
 *
 * This file: the builder as a controlled component, loaded when the first condition is shown.
 */
import { useCallback, useMemo, useState } from 'react';
import { QueryBuilder } from 'react-querybuilder';
import type { RuleGroup } from '../../../nodes/kit/condition.ts';
import { CONDITION_DEPTH } from '../../../nodes/kit/condition-check.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import type { Row } from '../../../nodes/kit/lenient.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { fieldChoices } from '../controls/choice.ts';
import classes from '../inspector.module.css';
import { type BuilderGroup, builderId, fromBuilder, toBuilder } from './builder-query.ts';
import { ConditionGroup } from './condition-group.tsx';
import { ConditionRule } from './condition-rule.tsx';
import { type ConditionScope, ConditionScopeProvider } from './condition-scope.ts';

export interface ConditionBuilderProps {
  readonly value: Row;
  readonly onChange: (condition: RuleGroup) => void;
  readonly path: string;
  readonly labelledBy: string;
  readonly fields: readonly FieldInfo[];
  readonly faults: readonly Fault[];
  readonly language: Language;
  readonly readOnly: boolean;
}

const ELEMENTS = { rule: ConditionRule, ruleGroup: ConditionGroup };

export default function ConditionBuilder({
  value,
  onChange,
  path,
  labelledBy,
  fields,
  faults,
  language,
  readOnly,
}: ConditionBuilderProps) {
  const [held, setHeld] = useState(() => ({ plain: value, query: toBuilder(value) }));
  const current = held.plain === value ? held : { plain: value, query: toBuilder(value, held.query) };
  if (current !== held) setHeld(current);

  const change = useCallback(
    (query: BuilderGroup) => {
      const plain = fromBuilder(query);
      if (JSON.stringify(plain) === JSON.stringify(current.plain)) return;
      setHeld({ plain: plain as unknown as Row, query });
      onChange(plain);
    },
    [current.plain, onChange],
  );

  const scope = useMemo<ConditionScope>(
    () => ({
      path,
      fields: new Map(fields.map((info) => [info.path, info])),
      choices: fieldChoices(fields, language),
      faults,
      language,
      readOnly,
    }),
    [path, fields, faults, language, readOnly],
  );

  return (
    <ConditionScopeProvider value={scope}>
      <fieldset className={classes.condition} aria-labelledby={labelledBy}>
        <QueryBuilder
          query={current.query}
          onQueryChange={change}
          controlElements={ELEMENTS}
          onAddRule={newRule}
          onAddGroup={newGroup}
          idGenerator={builderId}
          enableMountQueryChange={false}
          resetOnFieldChange={false}
          listsAsArrays
          maxLevels={CONDITION_DEPTH - 1}
          disabled={readOnly}
          suppressStandardClassnames
        />
      </fieldset>
    </ConditionScopeProvider>
  );
}

/** A rule that says nothing yet: which field, the person must say. */
function newRule() {
  return { id: builderId(), field: '', operator: '=', value: '' };
}

/** Begun with a rule: a group without any would always hold. */
function newGroup() {
  return { id: builderId(), combinator: 'and', rules: [newRule()] };
}
