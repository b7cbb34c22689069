/** What the import of a flow said, read again from the menu of its page. */
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keptReport } from './kept-reports.ts';
import { ReportAgain } from './node-red-report.tsx';

export function KeptReportDialog({ flow, onClose }: { flow: string; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const { t: common } = useTranslation('common');
  const kept = keptReport(flow);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('importReport')}
      size="60rem"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {kept && <ReportAgain {...kept} />}
    </Modal>
  );
}
