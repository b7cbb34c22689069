/** One version: what it changed, what has changed since, the flow as it was, and the way back to it. */
import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconChevronLeft, IconCopy, IconGitCompare } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { changesInWords } from '../../../flows/format/change-words.ts';
import { serializeFlow } from '../../../flows/format/serialize.ts';
import type { Text } from '../../../nodes/kit/text.ts';
import { compareWith } from '../../compare/comparing.ts';
import { useDocument } from '../../document/open-document.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { readVersion, type VersionDetail } from '../../server/deploys-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { FailedState, LoadingState } from '../../shell/page-states.tsx';
import type { Autosave } from '../autosave.ts';
import { takeFocus } from '../pressed-button.ts';
import { useDeploy } from '../use-deploy.ts';
import classes from './version-details.module.css';
import { VersionSource } from './version-source.tsx';

interface VersionDetailsProps {
  readonly flow: string;
  readonly version: number;
  readonly autosave: Autosave;
  readonly onBack: () => void;
  /** It is what runs now. */
  readonly onDone: () => void;
}

export function VersionDetails({ flow, version, autosave, onBack, onDone }: VersionDetailsProps) {
  const { t } = useTranslation('deploy');
  const { value, error, reload } = useResource(
    (signal) => readVersion(flow, version, signal),
    `version ${flow} ${version}`,
  );
  return (
    <div className={classes.page}>
      <div className={classes.bar}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconChevronLeft size={16} stroke={1.7} />}
          onClick={onBack}
          ref={takeFocus}
        >
          {t('versions.toList')}
        </Button>
      </div>
      {value ? (
        <Loaded version={value} autosave={autosave} onDone={onDone} />
      ) : error === undefined ? (
        <LoadingState />
      ) : (
        <FailedState error={error} onRetry={reload} />
      )}
    </div>
  );
}

interface LoadedProps {
  readonly version: VersionDetail;
  readonly autosave: Autosave;
  readonly onDone: () => void;
}

function Loaded({ version, autosave, onDone }: LoadedProps) {
  const { t } = useTranslation('deploy');
  const { t: compare } = useTranslation('compare');
  const deployed = useDocument((state) => state.deployed);
  const surroundings = useDocument((state) => state.surroundings);
  const { busy, goBack } = useDeploy(autosave);
  const since = useMemo(
    () => (deployed ? changesInWords(version.body, deployed, surroundings) : []),
    [version.body, deployed, surroundings],
  );
  const isCurrent = deployed !== null && since.length === 0;

  async function back() {
    if (await goBack(version.version)) onDone();
  }

  return (
    <>
      <div className={classes.scroll}>
        <h3 className={classes.number}>{t('versions.version', { version: version.version })}</h3>
        <VersionSource version={version} />
        <Changes title={t('versions.changes')} changes={version.changes} />
        {deployed && (
          <Changes title={t('versions.since')} changes={since} nothing={t('versions.sinceNothing')} />
        )}
        <FlowText version={version} />
      </div>
      <div className={classes.foot}>
        <Button
          variant="default"
          leftSection={<IconGitCompare size={16} stroke={1.8} />}
          onClick={() => {
            compareWith(version);
            onDone();
          }}
        >
          {compare('openVersion')}
        </Button>
        {!isCurrent && (
          <Button
            loading={busy}
            leftSection={<IconArrowBackUp size={16} stroke={1.8} />}
            onClick={() => void back()}
          >
            {t('versions.back')}
          </Button>
        )}
      </div>
    </>
  );
}

interface ChangesProps {
  readonly title: string;
  readonly changes: readonly Text[];
  readonly nothing?: string;
}

function Changes({ title, changes, nothing }: ChangesProps) {
  const language = useLanguage();
  return (
    <section>
      <h4 className={classes.title}>{title}</h4>
      {changes.length === 0 && <p className={classes.nothing}>{nothing}</p>}
      <ul className={classes.changes}>
        {changes.map((change, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike, and they never move
          <li key={i}>{change[language]}</li>
        ))}
      </ul>
    </section>
  );
}

function FlowText({ version }: { version: VersionDetail }) {
  const { t } = useTranslation('deploy');
  const { t: common } = useTranslation('common');
  const text = useMemo(() => serializeFlow(version.body), [version.body]);
  return (
    <section className={classes.json}>
      <div className={classes.jsonHead}>
        <h4 className={classes.title}>{t('versions.json')}</h4>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('versions.copied') : common('copy')}>
              <ActionIcon aria-label={copied ? t('versions.copied') : common('copy')} onClick={copy}>
                {copied ? <IconCheck size={16} stroke={1.8} /> : <IconCopy size={16} stroke={1.6} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by the keyboard too */}
      <section className={classes.code} tabIndex={0} aria-label={t('versions.json')}>
        <pre>{text}</pre>
      </section>
    </section>
  );
}
