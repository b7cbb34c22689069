/** A menu of what expressions are mostly written for, each with what it gives on the event at hand. */
import '../../i18n/expressions.ts';
import { Button, Menu, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { useFormScope } from '../form/form-scope.ts';
import type { TriedEvent } from '../form/tried-event.ts';
import classes from './expression-assist.module.css';
import { useValueText } from './expression-result.tsx';
import { PURPOSES, picksOf } from './purposes.ts';
import { tryExpression } from './try-expression.ts';

export interface ExpressionExamplesProps {
  readonly fields: readonly FieldInfo[];
  readonly tried: TriedEvent;
  readonly path: string;
  readonly onPick: (expression: string) => void;
}

export function ExpressionExamples({ fields, tried, path, onPick }: ExpressionExamplesProps) {
  const { t } = useTranslation('expressions');
  return (
    <Menu shadow="md" position="bottom-start" width={310} withinPortal keepMounted={false} returnFocus>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={classes.examplesButton}
          leftSection={<IconBulb size={14} aria-hidden />}
        >
          {t('examples')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={classes.examples}>
        <Menu.Label>{t('examplesHelp')}</Menu.Label>
        <Examples fields={fields} tried={tried} path={path} onPick={onPick} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Those that work out here first: the others need a field that does not arrive. */
function Examples({ fields, tried, path, onPick }: ExpressionExamplesProps) {
  const { config, language } = useFormScope();
  const written = useValueText();
  const picks = picksOf(fields, tried.timezone, language);
  const examples = PURPOSES.map(({ id, title, write }) => {
    const expression = write(picks, language);
    return { id, title, expression, outcome: tryExpression(expression, config, path, tried.event) };
  });
  const works = ({ outcome }: (typeof examples)[number]) => Number('value' in outcome);
  return examples
    .sort((a, b) => works(b) - works(a))
    .map(({ id, title, expression, outcome }) => (
      <Menu.Item key={id} onClick={() => onPick(expression)}>
        <span className={classes.exampleHead}>
          <Text size="xs" fw={500} component="span">
            {title[language]}
          </Text>
          {'value' in outcome && (
            <span className={classes.exampleResult}>{`= ${written(outcome.value)}`}</span>
          )}
        </span>
        <span className={classes.exampleSource}>{expression}</span>
      </Menu.Item>
    ));
}
