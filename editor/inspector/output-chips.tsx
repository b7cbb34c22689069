/** The fields that leave a node, so that a person knows what the next one can use. */
import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeContext } from '../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import { unionFields } from '../../nodes/kit/field-set.ts';
import type { Language } from '../../nodes/kit/text.ts';
import type { AnyDefinition } from '../../nodes/register.ts';
import { fieldName } from './controls/choice.ts';
import type { Config } from './form/path-value.ts';
import classes from './inspector.module.css';

export interface OutputChipsProps {
  readonly definition: AnyDefinition;
  readonly config: Config;
  readonly context: NodeContext;
  readonly language: Language;
}

const SHOWN_AT_FIRST = 10;

export function OutputChips({ definition, config, context, language }: OutputChipsProps) {
  const { t } = useTranslation('inspector');
  const [all, setAll] = useState(false);
  if (definition.outputs(config).length === 0) return null;
  const fields = fieldsLeaving(definition, config, context);
  const shown = all ? fields : fields.slice(0, SHOWN_AT_FIRST);
  const hidden = fields.length - SHOWN_AT_FIRST;

  return (
    <section aria-label={t('outputs')}>
      <Text size="xs" fw={500} mb={4}>
        {t('outputs')}
      </Text>
      {fields.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('outputsNone')}
        </Text>
      )}
      <Group gap={4} component="ul" className={classes.chips}>
        {shown.map((info) => (
          <Badge
            key={info.path}
            component="li"
            variant="default"
            size="sm"
            className={classes.chip}
            title={`${info.path} (${t(`type.${info.type}`)})`}
          >
            {fieldName(info, language)}
          </Badge>
        ))}
        {hidden > 0 && (
          <li>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAll(!all)}>
              {all ? t('outputsLess') : t('outputsMore', { count: hidden })}
            </Button>
          </li>
        )}
      </Group>
    </section>
  );
}

/** By whatever handle: each field once, without the containers whose inside is listed. */
function fieldsLeaving(definition: AnyDefinition, config: Config, context: NodeContext): FieldInfo[] {
  const { fields } = unionFields(Object.values(definition.outputFields(config, context)));
  return fields.filter(
    (info) => !fields.some((other) => other !== info && other.path.startsWith(`${info.path}.`)),
  );
}
