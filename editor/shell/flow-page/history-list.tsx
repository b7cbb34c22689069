/** The steps that were taken since the flow was opened; a click goes back or forward to one. */
import { ActionIcon, Popover, ScrollArea, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { commands } from '../../commands/commands.ts';
import { keyName } from '../../commands/key-name.ts';
import { closeTool, openTool, useTool } from '../../commands/tools.ts';
import { documentActions, useDocument } from '../../document/open-document.ts';
import { stepName } from '../../document/step-name.ts';
import { useLanguage } from '../../i18n/setup.ts';
import classes from './history-list.module.css';

export function HistoryButton() {
  const { t } = useTranslation('drawing');
  const opened = useTool('history');
  const label = t('history.open');
  const toggle = () => (opened ? closeTool('history') : openTool('history'));
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && closeTool('history')}
      position="bottom-end"
      trapFocus
    >
      <Popover.Target>
        <Tooltip label={`${label} (${keyName(commands.history.keys[0])})`}>
          <ActionIcon
            className={classes.button}
            aria-label={label}
            aria-keyshortcuts={keyName(commands.history.keys[0])}
            onClick={toggle}
          >
            <IconChevronDown size={14} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('history.title')}>
        {opened && <Steps />}
      </Popover.Dropdown>
    </Popover>
  );
}

interface Step {
  /** How many steps from now: negative is back. */
  readonly from: number;
  readonly name: string;
}

function useSteps(): Step[] {
  const { t } = useTranslation('drawing');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const past = useDocument((state) => state.past);
  const future = useDocument((state) => state.future);
  return useMemo(() => {
    if (!flow) return [];
    const versions = [...past, flow, ...[...future].reverse()];
    return versions.map((version, i) => ({
      from: i - past.length,
      name: i === 0 ? t('history.start') : stepName(versions[i - 1], version)[language],
    }));
  }, [flow, past, future, language, t]);
}

function Steps() {
  const { t } = useTranslation('drawing');
  const steps = useSteps();
  const now = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    now.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section aria-label={t('history.title')}>
      <Text size="xs" c="dimmed" className={classes.help}>
        {t('history.help')}
      </Text>
      <ScrollArea.Autosize mah={360} type="auto" scrollbarSize={8}>
        <ol className={classes.list}>
          {[...steps].reverse().map(({ from, name }) => (
            <li key={from}>
              <UnstyledButton
                ref={from === 0 ? now : undefined}
                data-autofocus={from === 0 || undefined}
                className={classes.step}
                data-undone={from > 0 || undefined}
                aria-current={from === 0 ? 'step' : undefined}
                onClick={() => documentActions.travel(from)}
              >
                <span className={classes.name}>{name}</span>
                {from === 0 && <span className={classes.now}>{t('history.now')}</span>}
              </UnstyledButton>
            </li>
          ))}
        </ol>
      </ScrollArea.Autosize>
    </section>
  );
}
