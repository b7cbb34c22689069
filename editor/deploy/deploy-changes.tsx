/** What a deploy would change, told before anybody deploys: how much, in sentences, and where to see it drawn. */
import { ActionIcon, Button, Popover, Tooltip } from '@mantine/core';
import { IconChevronDown, IconGitCompare } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesInWords } from '../../flows/format/change-words.ts';
import { compareFlows, toldAlone } from '../../flows/format/compare-flows.ts';
import { runCommand } from '../commands/run-command.ts';
import { useDocument } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import classes from './deploy-changes.module.css';

/** Sentences that one look takes in. */
const SHOWN = 8;

/** How many changes a deploy would bring; counted after what is being typed has been drawn. */
export function useChangeCount(): number {
  const flow = useDeferredValue(useDocument((state) => state.flow));
  const deployed = useDocument((state) => state.deployed);
  return useMemo(
    () => (flow && deployed && flow.id === deployed.id ? toldAlone(compareFlows(deployed, flow)).length : 0),
    [flow, deployed],
  );
}

/** The sentences about what a deploy would change; empty where nothing does. */
function useSentences(): string[] {
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const deployed = useDocument((state) => state.deployed);
  const surroundings = useDocument((state) => state.surroundings);
  return useMemo(
    () =>
      flow && deployed ? changesInWords(deployed, flow, surroundings).map((text) => text[language]) : [],
    [flow, deployed, surroundings, language],
  );
}

export function ChangeList() {
  const { t } = useTranslation('compare');
  const first = useDocument((state) => state.deployed === null);
  const sentences = useSentences();
  if (first) return <p className={classes.none}>{t('deploy.first')}</p>;
  if (sentences.length === 0) return <p className={classes.none}>{t('deploy.nothing')}</p>;
  const shown = sentences.length > SHOWN + 1 ? sentences.slice(0, SHOWN) : sentences;
  return (
    <ul className={classes.list}>
      {shown.map((sentence, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike, and they never move
        <li key={i}>{sentence}</li>
      ))}
      {shown.length < sentences.length && (
        <li className={classes.more}>{t('deploy.more', { count: sentences.length - shown.length })}</li>
      )}
    </ul>
  );
}

/**
 * Beside the button that deploys: unfolds what it would change.
 *
 * @param primary the button can be pressed; both look like one
 */
export function DeployChanges({ primary }: { primary: boolean }) {
  const { t } = useTranslation('compare');
  const [opened, setOpened] = useState(false);
  const deployed = useDocument((state) => state.deployed !== null);
  const label = t('deploy.open');
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={360} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <ActionIcon
            className={classes.button}
            {...(primary
              ? ({ variant: 'filled', color: 'naru' } as const)
              : ({ variant: 'default' } as const))}
            size={30}
            aria-label={label}
            onClick={() => setOpened(!opened)}
          >
            <IconChevronDown size={15} stroke={2} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('deploy.title')}>
        {opened && (
          <>
            <h3 className={classes.title}>{t('deploy.title')}</h3>
            <ChangeList />
            {deployed && (
              <div className={classes.foot}>
                <Button
                  variant="default"
                  leftSection={<IconGitCompare size={15} stroke={1.8} />}
                  onClick={() => {
                    setOpened(false);
                    runCommand('compare');
                  }}
                >
                  {t('seeOnCanvas')}
                </Button>
              </div>
            )}
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
