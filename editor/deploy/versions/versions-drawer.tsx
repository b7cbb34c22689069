/**
 * editor/deploy/versions: what was deployed before: the list of versions, one of them in detail, and going back to it.
 *
 * This file: the drawer that holds them.
 */
import { Drawer } from '@mantine/core';
import { useModals } from '@mantine/modals';
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
  /** The one that was looked at last: the list is gone on with there. */
  const [last, setLast] = useState<number>();
  const covered = useCovered();

  useEffect(() => {
    if (opened) return;
    setChosen(undefined);
    setLast(undefined);
  }, [opened]);

  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      // The key closes the question that stands over it, and only that.
      closeOnEscape={!covered}
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
        <VersionList flow={flow} last={last} onChoose={setChosen} />
      ) : (
        <VersionDetails
          flow={flow}
          version={chosen}
          autosave={autosave}
          onBack={() => {
            setLast(chosen);
            setChosen(undefined);
          }}
          onDone={onClose}
        />
      )}
    </Drawer>
  );
}

/** Whether a question stands over the drawer; until the key that closes it has been dealt with. */
function useCovered(): boolean {
  const open = useModals().modals.length > 0;
  const [covered, setCovered] = useState(open);
  useEffect(() => {
    if (open) {
      setCovered(true);
      return;
    }
    const frame = requestAnimationFrame(() => setCovered(false));
    return () => cancelAnimationFrame(frame);
  }, [open]);
  return open || covered;
}
