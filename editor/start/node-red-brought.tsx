/** An export of Node-RED that was dropped or pasted on the page: what becomes of each node, and then the flow. */
import '../i18n/start.ts';
import { Alert, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/setup.ts';
import { LoadingState } from '../shell/page-states.tsx';
import { keepReport } from './kept-reports.ts';
import { NodeRedReport } from './node-red-report.tsx';
import { useOpenFlow } from './open-flow.ts';
import { type Brought, readImport } from './read-import.ts';

interface NodeRedBroughtProps {
  readonly text: string;
  readonly onClose: () => void;
}

export function NodeRedBrought({ text, onClose }: NodeRedBroughtProps) {
  const { t } = useTranslation('start');
  const { t: common } = useTranslation('common');
  const language = useLanguage();
  const opening = useOpenFlow();
  const [tab, setTab] = useState<string>();
  const [brought, setBrought] = useState<Brought>();
  useEffect(() => {
    let current = true;
    void readImport(text, 'nodeRed', tab).then((read) => current && setBrought(read));
    return () => {
      current = false;
    };
  }, [text, tab]);

  async function open(result: Extract<Brought, { is: 'node-red' }>['import']) {
    const id = await opening.open(result.flow);
    if (id === undefined) return;
    keepReport(id, result);
    onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('from.nodeRed.title')}
      size="68rem"
      yOffset="4dvh"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {!brought && <LoadingState />}
      {brought?.is === 'neither' && (
        <Alert color="red" variant="light" role="alert">
          {brought.problem[language]}
        </Alert>
      )}
      {brought?.is === 'node-red' && (
        <NodeRedReport
          result={brought.import}
          busy={opening.busy}
          onTab={setTab}
          onOpen={() => void open(brought.import)}
        />
      )}
      {opening.problem && (
        <Alert color="red" variant="light" role="alert" mt="sm">
          {opening.problem}
        </Alert>
      )}
    </Modal>
  );
}
