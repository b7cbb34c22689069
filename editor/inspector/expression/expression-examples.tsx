/** A menu of what expressions are mostly written for, each with what it gives on the event at hand. */
import { Button, Menu, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldInfo } from '../../../nodes/kit/field.ts';
import { useFormats } from '../../i18n/format.ts';
import { useFormScope } from '../form/form-scope.ts';
import type { TriedEvent } from '../form/tried-event.ts';
import classes from './expression-assist.module.css';
import { outcomeText } from './expression-result.tsx';
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

function Examples({ fields, tried, path, onPick }: ExpressionExamplesProps) {
  const { config, language } = useFormScope();
  const formats = useFormats();
  const picks = picksOf(fields, tried.timezone, language);
  return PURPOSES.map(({ id, title, write }) => {
    const expression = write(picks, language);
    const result = outcomeText(tryExpression(expression, config, path, tried.event), formats);
    return (
      <Menu.Item key={id} onClick={() => onPick(expression)}>
        <span className={classes.exampleHead}>
          <Text size="xs" fw={500} component="span">
            {title[language]}
          </Text>
          {result && <span className={classes.exampleResult}>{result}</span>}
        </span>
        <span className={classes.exampleSource}>{expression}</span>
      </Menu.Item>
    );
  });
}
