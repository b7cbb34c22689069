/** What can be done with one flow of the list. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconDownload,
  IconPlayerPlay,
  IconPlayerStop,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import type { FlowSummary } from '../../../runtime/wire/rest.ts';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { useLanguage } from '../../i18n/setup.ts';

export function FlowMenu({ flow, onChanged }: { flow: FlowSummary; onChanged: () => void }) {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation('common');
  const language = useLanguage();
  const actions = useFlowActions();
  const running = flow.status === 'running';

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('home.actions', { name: localize(flow.name, language, flow.id) })}>
          <IconDots size={18} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {running ? (
          <Menu.Item
            leftSection={<IconPlayerStop size={16} />}
            onClick={() => void actions.stop(flow).then(onChanged)}
          >
            {t('home.stop')}
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={<IconPlayerPlay size={16} />}
            disabled={flow.status === 'undeployed'}
            onClick={() => void actions.start(flow).then(onChanged)}
          >
            {t('home.start')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconCopy size={16} />}
          onClick={() => void actions.duplicate(flow).then(onChanged)}
        >
          {t('home.duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void actions.exportJson(flow)}>
          {t('home.export')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="var(--naru-bad)"
          leftSection={<IconTrash size={16} />}
          onClick={() => void actions.remove(flow, onChanged)}
        >
          {common('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
