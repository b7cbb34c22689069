/**
 * editor/inspector/condition: the condition builder, on react-querybuilder. Its query is the condition of the file
 * with an id at each rule; what a person changes is written back at once, typed, in the file's own shape.
 *
 * This file: the builder as a controlled component, loaded when the first condition is shown.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import {
  type FullCombinator,
  type FullField,
  type FullOperator,
  QueryBuilderContext,
  type QueryBuilderProps,
  QueryBuilderStateProvider,
  rootPath,
  useQueryBuilder,
} from 'react-querybuilder';
import type { RuleGroup } from '../../../nodes/kit/condition.ts';
import { CONDITION_DEPTH } from '../../../nodes/kit/condition-check.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import type { Row } from '../../../nodes/kit/lenient.ts';
import type { Language } from '../../../nodes/kit/text.ts';
import { fieldChoices } from '../controls/choice.ts';
import { type BuilderGroup, builderId, fromBuilder, toBuilder } from './builder-query.ts';
import classes from './condition.module.css';
import { ConditionGroup } from './condition-group.tsx';
import { ConditionRule } from './condition-rule.tsx';
import { type ConditionScope, ConditionScopeProvider } from './condition-scope.ts';

export interface ConditionBuilderProps {
  readonly value: Row;
  readonly onChange: (condition: RuleGroup) => void;
  readonly path: string;
  readonly labelledBy: string;
  readonly fields: readonly FieldInfo[];
  /** The newest values of a field that really arrived. */
  readonly valuesOf?: (path: string) => readonly unknown[];
  readonly faults: readonly Fault[];
  readonly language: Language;
  readonly readOnly: boolean;
}

const noValues = () => [];
const ELEMENTS = { rule: ConditionRule, ruleGroup: ConditionGroup };

export default function ConditionBuilder({
  value,
  onChange,
  path,
  labelledBy,
  fields,
  valuesOf = noValues,
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

  const fresh = useRef<string>(undefined);
  const takeFresh = useCallback((id: string) => {
    const isFresh = fresh.current === id;
    if (isFresh) fresh.current = undefined;
    return isFresh;
  }, []);

  const scope = useMemo<ConditionScope>(
    () => ({
      path,
      fields: new Map(fields.map((info) => [info.path, info])),
      choices: fieldChoices(fields, language),
      valuesOf,
      faults,
      language,
      readOnly,
      takeFresh,
    }),
    [path, fields, valuesOf, faults, language, readOnly, takeFresh],
  );

  return (
    <ConditionScopeProvider value={scope}>
      <fieldset className={classes.condition} aria-labelledby={labelledBy}>
        <QueryBuilderStateProvider>
          <Builder
            query={current.query}
            onQueryChange={change}
            controlElements={ELEMENTS}
            onAddRule={() => {
              const rule = newRule();
              fresh.current = rule.id;
              return rule;
            }}
            onAddGroup={() => {
              const group = newGroup();
              fresh.current = group.rules[0].id;
              return group;
            }}
            idGenerator={builderId}
            enableMountQueryChange={false}
            resetOnFieldChange={false}
            listsAsArrays
            maxLevels={CONDITION_DEPTH - 1}
            disabled={readOnly}
            suppressStandardClassnames
          />
        </QueryBuilderStateProvider>
      </fieldset>
    </ConditionScopeProvider>
  );
}

type BuilderProps = QueryBuilderProps<BuilderGroup, FullField, FullOperator, FullCombinator>;

/** The library's own component without the frame that it draws: an unnamed landmark around each condition. */
function Builder(props: BuilderProps) {
  const builder = useQueryBuilder(props);
  const Group = builder.schema.controls.ruleGroup;
  return (
    <QueryBuilderContext.Provider value={builder.rqbContext}>
      <Group
        id={builder.rootGroup.id}
        ruleGroup={builder.rootGroup}
        path={rootPath}
        translations={builder.translations}
        schema={builder.schema}
        actions={builder.actions}
        parentDisabled={builder.queryDisabled}
      />
    </QueryBuilderContext.Provider>
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
