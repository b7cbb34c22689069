/** What can be done with several selected cards, above the canvas for as long as they are selected. */
import { ActionIcon, Divider, Paper, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArrowBarLeft,
  IconArrowBarRight,
  IconBoxMargin,
  IconBoxOff,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react';
import { Panel } from '@xyflow/react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type CommandName, commands } from '../commands/commands.ts';
import { keyName } from '../commands/key-name.ts';
import { runCommand, useCommandEnabled } from '../commands/run-command.ts';
import { useDocument } from '../document/open-document.ts';
import classes from './selection-bar.module.css';

const PARTS: readonly (readonly (readonly [CommandName, Icon])[])[] = [
  [
    ['alignLeft', IconLayoutAlignLeft],
    ['alignCentre', IconLayoutAlignCenter],
    ['alignRight', IconLayoutAlignRight],
  ],
  [
    ['alignTop', IconLayoutAlignTop],
    ['alignMiddle', IconLayoutAlignMiddle],
    ['alignBottom', IconLayoutAlignBottom],
  ],
  [
    ['distributeAcross', IconLayoutDistributeVertical],
    ['distributeDown', IconLayoutDistributeHorizontal],
  ],
  [
    ['selectUpstream', IconArrowBarLeft],
    ['selectDownstream', IconArrowBarRight],
  ],
  [
    ['group', IconBoxMargin],
    ['ungroup', IconBoxOff],
  ],
];

export function SelectionBar() {
  const { t } = useTranslation('drawing');
  const several = useDocument((state) => state.selection.nodes.length > 1);
  if (!several) return null;
  return (
    <Panel position="top-center">
      <Paper className={classes.bar} role="toolbar" aria-label={t('arrange')} withBorder data-canvas-tools>
        {PARTS.map((part, i) => (
          <Fragment key={part[0][0]}>
            {i > 0 && <Divider orientation="vertical" my={4} />}
            {part.map(([name, Sign]) => (
              <Button key={name} name={name} icon={Sign} />
            ))}
          </Fragment>
        ))}
      </Paper>
    </Panel>
  );
}

function Button({ name, icon: Sign }: { name: CommandName; icon: Icon }) {
  const { t } = useTranslation('canvas');
  const enabled = useCommandEnabled(name);
  const keys = keyName(commands[name].keys[0]);
  return (
    <Tooltip label={`${t(name)} (${keys})`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t(name)}
        aria-keyshortcuts={keys}
        disabled={!enabled}
        onClick={() => runCommand(name)}
      >
        <Sign size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
