/**
 * editor/deploy/versions: what was deployed before: the list of versions, one of them in detail, and going back to it.
 *
 * This file: the drawer that holds them.
 */
import { Drawer } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../../document/open-document.ts';
import type { Autosave } from '../autosave.ts';
import { VersionDetails } from './version-details.tsx';
import { VersionList } from './version-list.tsx';
import classes from './versions-drawer.module.css';

interface VersionsDrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly autosave: Autosave;
}

export function VersionsDrawer({ opened, onClose, autosave }: VersionsDrawerProps) {
  const { t } = useTranslation('deploy');
  const { t: common } = useTranslation('common');
  const flow = useDocument((state) => state.flow?.id);
  const [chosen, setChosen] = useState<number>();

  useEffect(() => {
    if (!opened) setChosen(undefined);
  }, [opened]);

  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      title={t('versions.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
    >
      {flow === undefined ? null : chosen === undefined ? (
        <VersionList flow={flow} onChoose={setChosen} />
      ) : (
        <VersionDetails
          flow={flow}
          version={chosen}
          autosave={autosave}
          onBack={() => setChosen(undefined)}
          onDone={onClose}
        />
      )}
    </Drawer>
  );
}
