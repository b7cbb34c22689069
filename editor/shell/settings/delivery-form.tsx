/** What deliveries keep to: how often they are tried, and how much one receiver gets. */
import '../../i18n/records.ts';
import { NumberInput, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeliveryLimits, deliveryLimitsSchema, type Settings } from '../../../runtime/wire/rest.ts';
import { ChannelForm } from './channel-form.tsx';
import classes from './settings-page.module.css';

const SUPPLIED: DeliveryLimits = deliveryLimitsSchema.parse({});

const FIELDS = [
  { name: 'attempts', min: 1, max: 100 },
  { name: 'giveUpHours', min: 1, max: 720 },
  { name: 'breakAfter', min: 1, max: 1_000 },
  { name: 'timeoutSeconds', min: 1, max: 120 },
] as const;

interface FormProps {
  readonly settings: Settings;
  readonly onSaved: (settings: Settings) => void;
}

export function DeliveryForm({ settings, onSaved }: FormProps) {
  const { t } = useTranslation('records');
  const [limits, setLimits] = useState<DeliveryLimits>(settings.delivery ?? SUPPLIED);
  const change = (part: Partial<DeliveryLimits>) => setLimits((before) => ({ ...before, ...part }));

  return (
    <ChannelForm
      title={t('settings.delivery.title')}
      configured={JSON.stringify(settings.delivery ?? SUPPLIED) !== JSON.stringify(SUPPLIED)}
      otherwise={t('settings.delivery.otherwise')}
      takeBack={t('settings.delivery.takeBack')}
      wide
      build={() => ({ ...settings, delivery: limits })}
      without={() => ({ ...settings, delivery: SUPPLIED })}
      onSaved={(saved) => {
        setLimits(saved.delivery ?? SUPPLIED);
        onSaved(saved);
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm" className={classes.limits}>
        {FIELDS.map(({ name, min, max }) => (
          <NumberInput
            key={name}
            label={t(`settings.delivery.${name}`)}
            description={t(`settings.delivery.${name}Help`)}
            min={min}
            max={max}
            allowDecimal={false}
            clampBehavior="strict"
            value={limits[name]}
            onChange={(value) => change({ [name]: typeof value === 'number' ? value : SUPPLIED[name] })}
          />
        ))}
        <NumberInput
          label={t('settings.delivery.perSecond')}
          description={t('settings.delivery.perSecondHelp')}
          min={0.1}
          max={10_000}
          value={limits.perSecond ?? ''}
          onChange={(value) => change({ perSecond: typeof value === 'number' && value > 0 ? value : null })}
        />
      </SimpleGrid>
    </ChannelForm>
  );
}
