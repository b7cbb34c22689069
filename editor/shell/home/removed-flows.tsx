/** Below the list: flows that were removed. Each can be brought back as the version that was deployed last. */
import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { RemovedFlow } from '../../../runtime/wire/versions.ts';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useChanged } from '../../live/live.ts';
import { listRemoved, readVersion } from '../../server/deploys-api.ts';
import { createFlow } from '../../server/flows-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { goTo } from '../route.ts';
import classes from './removed-flows.module.css';

export function RemovedFlows() {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation('common');
  const { value: flows = [], reload } = useResource(listRemoved, 'removed');
  const [opened, setOpened] = useState(false);
  useChanged('flows', reload);
  if (flows.length === 0) return null;
  return (
    <div className={classes.foot}>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconRestore size={16} stroke={1.6} />}
        onClick={() => setOpened(true)}
      >
        {t('removed.open', { count: flows.length })}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('removed.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <p className={classes.help}>{t('removed.help')}</p>
        <ul className={classes.list}>
          {flows.map((flow) => (
            <Removed key={flow.flow} flow={flow} />
          ))}
        </ul>
      </Modal>
    </div>
  );
}

function Removed({ flow }: { flow: RemovedFlow }) {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const formats = useFormats();
  const { sayFailed } = useFlowActions();
  const [busy, setBusy] = useState(false);
  const name = localize(flow.name, language, flow.flow);

  async function restore() {
    setBusy(true);
    try {
      const { body } = await readVersion(flow.flow, flow.version);
      const { summary } = await createFlow(body);
      notifications.show({ message: t('removed.done', { name }) });
      goTo({ page: 'flow', id: summary.id });
    } catch (error) {
      sayFailed(error);
      setBusy(false);
    }
  }

  return (
    <li className={classes.flow}>
      <div className={classes.said}>
        <div className={classes.name}>{name}</div>
        <div className={`${classes.version} tabular`}>
          {t('removed.version', { version: flow.version, at: formats.dateTime(flow.at) })}
        </div>
      </div>
      <Button
        variant="default"
        loading={busy}
        aria-label={t('removed.restoreOf', { name })}
        onClick={() => void restore()}
      >
        {t('removed.restore')}
      </Button>
    </li>
  );
}
