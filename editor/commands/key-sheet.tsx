/** The keys of all commands, from the table of commands. */
import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { commands } from './commands.ts';
import { keyName } from './key-name.ts';

/** Copy and paste are the browser's own. */
const CLIPBOARD = [
  ['copy', 'mod+C'],
  ['paste', 'mod+V'],
] as const;

export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('canvas');
  const { t: common } = useTranslation('common');
  const rows = [
    ...Object.entries(commands).map(([name, { keys }]) => [t(name), keys] as const),
    ...CLIPBOARD.map(([name, key]) => [t(name), [key]] as const),
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {rows.map(([label, keys]) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right">
                {keys.map((key, i) => (
                  <span key={key}>
                    {i > 0 && ' · '}
                    <Kbd>{keyName(key)}</Kbd>
                  </span>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
