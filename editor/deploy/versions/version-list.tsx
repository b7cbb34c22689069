/** The versions of a flow, newest first: who deployed each, when, and what changed. */
import { Badge, Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconHistory } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowVersion } from '../../../runtime/wire/versions.ts';
import { useDocument } from '../../document/open-document.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useChanged } from '../../live/live.ts';
import { listVersions } from '../../server/deploys-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { FailedState, LoadingState, MessageState } from '../../shell/page-states.tsx';
import { LONGEST_NAME, usePersonName } from '../person-name.ts';
import { takeFocus } from '../pressed-button.ts';
import classes from './version-list.module.css';
import { VersionSource } from './version-source.tsx';

/** Versions that one look shows, and the most that are kept. */
const STEP = 50;
const MOST = 500;
/** Changes that are shown of each. */
const SHOWN = 3;

interface VersionListProps {
  readonly flow: string;
  /** The one that somebody comes back from. */
  readonly last: number | undefined;
  readonly onChoose: (version: number) => void;
}

export function VersionList({ flow, last, onChoose }: VersionListProps) {
  const { t } = useTranslation('deploy');
  const [limit, setLimit] = useState(STEP);
  const { value, error, loading, reload } = useResource(
    (signal) => listVersions(flow, limit, signal),
    `versions ${flow}`,
  );
  const deployed = useDocument((state) => state.deployed !== null);
  useChanged('flows', (change) => {
    if (change.flow === undefined || change.flow === flow) reload();
  });

  if (!value) return error === undefined ? <LoadingState /> : <FailedState error={error} onRetry={reload} />;
  return (
    <>
      <NameSetting />
      {value.items.length === 0 && (
        <MessageState icon={IconHistory} title={t('versions.empty')} text={t('versions.emptyHelp')} />
      )}
      <ol className={classes.list}>
        {value.items.map((version, i) => (
          <li key={version.version}>
            <Entry
              version={version}
              current={i === 0 && deployed}
              focused={version.version === last}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ol>
      {value.total > value.items.length && value.items.length < MOST && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={loading}
            onClick={() => {
              setLimit(Math.min(MOST, limit + STEP));
              reload();
            }}
          >
            {t('versions.more')}
          </Button>
        </div>
      )}
    </>
  );
}

interface EntryProps {
  readonly version: FlowVersion;
  readonly current: boolean;
  readonly focused: boolean;
  readonly onChoose: (version: number) => void;
}

function Entry({ version, current, focused, onChoose }: EntryProps) {
  const { t } = useTranslation('deploy');
  const language = useLanguage();
  const about = useId();
  const { changes } = version;
  const shown = changes.length > SHOWN + 1 ? changes.slice(0, SHOWN) : changes;
  return (
    <UnstyledButton
      {...(focused && { ref: takeFocus })}
      className={classes.entry}
      aria-label={t('versions.details', { version: version.version })}
      aria-describedby={about}
      onClick={() => onChoose(version.version)}
    >
      <span className={classes.head}>
        <span className={classes.number}>{t('versions.version', { version: version.version })}</span>
        {current && <Badge color="teal">{t('versions.current')}</Badge>}
        <IconChevronRight className={classes.chevron} size={16} stroke={1.7} aria-hidden />
      </span>
      <span id={about} className={classes.about}>
        <VersionSource version={version} />
        <span className={classes.changes}>
          {shown.map((change, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike, and they never move
            <span key={i}>{change[language]}</span>
          ))}
          {shown.length < changes.length && (
            <span className={classes.rest}>
              {t('versions.moreChanges', { count: changes.length - shown.length })}
            </span>
          )}
        </span>
      </span>
    </UnstyledButton>
  );
}

/** Under which name this browser deploys. */
function NameSetting() {
  const { t } = useTranslation('deploy');
  const [name, setName] = usePersonName();
  const [input, help] = [useId(), useId()];
  return (
    <div className={classes.name}>
      <div className={classes.nameLine}>
        <label htmlFor={input}>{t('versions.who')}</label>
        <TextInput
          id={input}
          className={classes.nameInput}
          aria-describedby={help}
          placeholder={t('versions.whoEmpty')}
          value={name}
          maxLength={LONGEST_NAME}
          autoComplete="name"
          size="xs"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <p id={help} className={classes.nameHelp}>
        {t('versions.whoHelp')}
      </p>
    </div>
  );
}
