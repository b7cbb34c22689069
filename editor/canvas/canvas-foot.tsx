/** Below the drawing, where it covers nothing of it: how it is looked at, and how far its flow has come. */
import { IconLasso } from '@tabler/icons-react';
import { ControlButton, Controls } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { commands } from '../commands/commands.ts';
import { keyName } from '../commands/key-name.ts';
import { toggleLasso, useLasso } from '../commands/tools.ts';
import classes from './canvas-foot.module.css';
import { fitOf } from './first-view.ts';
import { FlowFacts } from './flow-facts.tsx';

export function CanvasFoot({ flow }: { flow: FlowFile | null }) {
  return (
    <div className={classes.foot}>
      <Controls orientation="horizontal" showInteractive={false} fitViewOptions={fitOf(flow)}>
        <LassoButton />
      </Controls>
      {flow && <FlowFacts flow={flow.id} timezone={flow.timezone ?? 'UTC'} />}
    </div>
  );
}

/** Without it a drag over an empty place moves the view, and selects with the Shift key alone. */
function LassoButton() {
  const { t } = useTranslation('drawing');
  const on = useLasso();
  return (
    <ControlButton
      onClick={toggleLasso}
      aria-label={t('lasso.on')}
      aria-pressed={on}
      aria-keyshortcuts={keyName(commands.lasso.keys[0])}
      title={`${t('lasso.on')} (${keyName(commands.lasso.keys[0])})\n${t('lasso.help')}`}
    >
      <IconLasso stroke={1.8} />
    </ControlButton>
  );
}
