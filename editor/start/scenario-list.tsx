/** The scenarios that ship, each to be copied into a flow of one's own. */
import '../i18n/start.ts';
import { Alert, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FlowFile } from '../../flows/format/flow-file.ts';
import { localize } from '../../nodes/kit/text.ts';
import { copyName } from '../deploy/flow-json.ts';
import { i18next, useLanguage } from '../i18n/setup.ts';
import { useResource } from '../server/use-resource.ts';
import { FailedState, LoadingState } from '../shell/page-states.tsx';
import { MiniDrawing } from './mini-drawing.tsx';
import { useOpenFlow } from './open-flow.ts';
import classes from './start-dialog.module.css';

/** As they ship, whatever has become of the flows of that name since. Loaded when somebody looks at the list. */
const files = import.meta.glob<FlowFile>('../../flows/*.json', { import: 'default' });

async function readScenarios(): Promise<FlowFile[]> {
  return Promise.all(
    Object.keys(files)
      .sort()
      .map((path) => files[path]()),
  );
}

/** A copy under its own name; what it was made of stays as it is. */
export function copyOfScenario(flow: FlowFile): FlowFile {
  const name = copyName(flow.name, (own, lng) =>
    i18next.t('scenarios.copyOf', { ns: 'start', name: own, lng }),
  );
  return { ...flow, id: `${flow.id.slice(0, 58)}-copy`, name };
}

export function ScenarioList() {
  const { t } = useTranslation('start');
  const language = useLanguage();
  const { value: flows, error, reload } = useResource(readScenarios, 'scenarios');
  const { open, busy, problem } = useOpenFlow();
  if (!flows) return error === undefined ? <LoadingState /> : <FailedState error={error} onRetry={reload} />;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('scenarios.lead')}
      </Text>
      {problem && (
        <Alert color="red" variant="light" role="alert" mt="sm">
          {problem}
        </Alert>
      )}
      <ul className={classes.scenarios}>
        {flows.map((flow) => {
          const name = localize(flow.name, language, flow.id);
          const nodes = flow.nodes.filter((node) => node.type !== 'comment');
          return (
            <li key={flow.id} className={classes.scenario}>
              <div className={classes.picture}>
                <MiniDrawing flow={{ nodes, edges: flow.edges }} />
              </div>
              <Text fw={600}>{name}</Text>
              <Text size="xs" c="dimmed" className={classes.grow}>
                {localize(flow.description, language)}
              </Text>
              <Button
                variant="default"
                size="xs"
                disabled={busy}
                aria-label={t('scenarios.useOf', { name })}
                onClick={() => void open(copyOfScenario(flow))}
              >
                {t('scenarios.use')}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
