/** A group of rules: whether all or any of them must hold, or the opposite; and what is in it. */
import { ActionIcon, Button, Checkbox, Group, SegmentedControl, Text } from '@mantine/core';
import { IconFolderPlus, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type RuleGroupProps, useRuleGroup } from 'react-querybuilder';
import { FaultLines } from '../form/fault-lines.tsx';
import { faultsUnder } from '../form/faults-at.ts';
import classes from './condition.module.css';
import { isAtARule, placeOf, useConditionScope } from './condition-scope.ts';

export function ConditionGroup(props: RuleGroupProps) {
  const group = useRuleGroup(props);
  const { path, faults, language, readOnly } = useConditionScope();
  const { t } = useTranslation('inspector');
  const Body = group.schema.controls.ruleGroupBodyElements;
  const { rules, not } = group.ruleGroup;
  const nested = group.path.length > 0;
  const place = placeOf(path, group.path);
  const own = faultsUnder(faults, place).filter((fault) => !isAtARule(fault, place));

  return (
    <div
      className={nested ? classes.nestedGroup : classes.rootGroup}
      {...(nested && { role: 'group', 'aria-label': t('conditionGroup') })}
      data-field={nested ? place : undefined}
    >
      {(rules.length > 1 || nested) && (
        <Group gap={8} wrap="nowrap" className={classes.groupHead}>
          <SegmentedControl
            size="xs"
            data={[
              { value: 'and', label: t('combinator.and') },
              { value: 'or', label: t('combinator.or') },
            ]}
            value={group.combinator}
            onChange={group.onCombinatorChange}
            disabled={readOnly}
            aria-label={t('combinator.label')}
            classNames={{ root: classes.combinator, label: classes.combinatorLabel }}
          />
          {nested && !readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={22}
              aria-label={t('removeGroup')}
              onClick={group.removeGroup}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      )}
      {rules.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('alwaysTrue')}
        </Text>
      )}
      <Body {...group} />
      {nested && <FaultLines faults={own} language={language} />}
      <Group gap={4} className={classes.groupFoot}>
        {!readOnly && (
          <>
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconPlus size={13} aria-hidden />}
              onClick={group.addRule}
            >
              {t('addRule')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              leftSection={<IconFolderPlus size={13} aria-hidden />}
              onClick={group.addGroup}
            >
              {t('addGroup')}
            </Button>
          </>
        )}
        {(rules.length > 0 || not === true) && (
          <Checkbox
            size="xs"
            label={t('not')}
            title={t('notHelp')}
            checked={not === true}
            disabled={readOnly}
            onChange={(event) =>
              // Off takes the key away; the builder passes on what it is given.
              group.actions.onPropChange('not', event.currentTarget.checked || undefined, group.path)
            }
            classNames={{ root: classes.not, label: classes.notLabel }}
          />
        )}
      </Group>
    </div>
  );
}
