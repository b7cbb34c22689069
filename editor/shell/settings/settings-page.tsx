/** How mail and text messages are sent. */
import '../../i18n/records.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../runtime/wire/rest.ts';
import { readSettings } from '../../server/records-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { PageFrame, PageHead } from '../page-head.tsx';
import { FailedState, LoadingState } from '../page-states.tsx';
import { useTitle } from '../use-title.ts';
import { DeliveryForm } from './delivery-form.tsx';
import { EmailForm } from './email-form.tsx';
import classes from './settings-page.module.css';
import { SmsForm } from './sms-form.tsx';

export function SettingsPage() {
  const { t } = useTranslation('records');
  useTitle(t('settings.title'));
  const { value, error, reload } = useResource(readSettings, 'settings');
  return (
    <PageFrame className={classes.page}>
      <PageHead title={t('settings.title')} lead={t('settings.lead')} />
      {value ? (
        <Forms atFirst={value} />
      ) : error === undefined ? (
        <LoadingState />
      ) : (
        <FailedState error={error} onRetry={reload} />
      )}
    </PageFrame>
  );
}

function Forms({ atFirst }: { atFirst: Settings }) {
  const [settings, setSettings] = useState(atFirst);
  return (
    <div className={classes.forms}>
      <EmailForm settings={settings} onSaved={setSettings} />
      <SmsForm settings={settings} onSaved={setSettings} />
      <DeliveryForm settings={settings} onSaved={setSettings} />
    </div>
  );
}
