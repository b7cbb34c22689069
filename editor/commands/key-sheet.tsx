/** The keys of all commands, from the table of commands, and what can be done with the pointer. */
import { Kbd, Modal, Switch, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { COMMAND_GROUPS, COMMAND_NAMES, type CommandGroup, commands } from './commands.ts';
import { keyName } from './key-name.ts';
import classes from './key-sheet.module.css';
import { OFFERED_KEYS, PAGE_COMMANDS } from './page-commands.ts';
import { closeTool, setPlainKeys, usePlainKeys, useTool } from './tools.ts';

interface Row {
  readonly label: string;
  readonly keys: readonly string[];
}

/** Those of the cards, to which the drawing library listens. */
const OTHERS: Partial<Record<CommandGroup, readonly (readonly [name: string, ...keys: string[]])[]>> = {
  drawing: [['drawing:sheet.move', '←', '↑', '→', '↓']],
  selecting: [['drawing:sheet.nodes', 'Tab', 'Enter']],
};

const GESTURES = ['wireOut', 'onWire', 'tap', 'lasso', 'addToSelection'] as const;
/** Name and keys, both in the area of keys. */
const MORE_GESTURES = [
  ['groupMove', 'drag'],
  ['groupIn', 'drag'],
  ['groupOut', 'altDrag'],
  ['groupName', 'doubleClick'],
  ['menu', 'rightClick'],
] as const;

export function KeySheet() {
  const { t } = useTranslation(['canvas', 'drawing', 'keys', 'common']);
  const plain = usePlainKeys();
  const opened = useTool('keys');
  const rowsOf = (group: CommandGroup): Row[] => [
    ...COMMAND_NAMES.filter((name) => commands[name].group === group).map((name) => ({
      label: t(`canvas:${name}`),
      keys: commands[name].keys.map((key) => keyName(key)),
    })),
    ...(OTHERS[group] ?? []).map(([name, ...keys]) => ({
      label: t(name),
      keys: keys.map((key) => keyName(key)),
    })),
  ];
  const gestures = [
    ...GESTURES.map((name) => ({
      label: t(`drawing:sheet.${name}`),
      // The text names Ctrl, which a Mac has another key for
      keys: [t(`drawing:sheet.${GESTURE_KEYS[name]}`).replace('Ctrl', keyName('mod'))],
    })),
    ...MORE_GESTURES.map(([name, how]) => ({
      label: t(`keys:gestures.${name}`),
      keys: [t(`keys:gestures.${how}`, { alt: keyName('alt') })],
    })),
  ];
  const pages = PAGE_COMMANDS.map(({ text, keys: [first, second] }) => ({
    label: t(text),
    keys: [t('keys:twoKeys', { first, second })],
  }));
  const ofFlow = OFFERED_KEYS.map(({ text, keys }) => ({ label: t(text), keys: [keyName(keys)] }));
  return (
    <Modal
      opened={opened}
      onClose={() => closeTool('keys')}
      title={t('canvas:keys')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div className={classes.columns}>
        {COMMAND_GROUPS.map((group) => (
          <Part key={group} title={t(`drawing:sheet.${group}`)} rows={rowsOf(group)} />
        ))}
        <Part title={t('keys:flow')} rows={ofFlow} />
        <Part title={t('keys:pages')} rows={pages} />
        <Part title={t('drawing:sheet.pointer')} rows={gestures} />
      </div>
      <Switch
        mt="md"
        label={t('keys:plain')}
        description={t('keys:plainHelp')}
        checked={plain}
        onChange={(event) => setPlainKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}

const GESTURE_KEYS = {
  wireOut: 'wireOutKeys',
  onWire: 'wireOutKeys',
  tap: 'tapKeys',
  lasso: 'lassoKeys',
  addToSelection: 'addToSelectionKeys',
} as const satisfies Readonly<Record<(typeof GESTURES)[number], string>>;

function Part({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <section className={classes.part}>
      <Title order={3} size="h5">
        {title}
      </Title>
      <Table verticalSpacing={5} horizontalSpacing={0}>
        <Table.Tbody>
          {rows.map(({ label, keys }) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td className={classes.keys}>
                {keys.map((key, i) => (
                  <span key={key}>
                    {i > 0 && ' · '}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
