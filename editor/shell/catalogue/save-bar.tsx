/** Saves what was changed, below the panel as long as there is something to save; and what to do where two changed it. */
import '../../i18n/catalogue.ts';
import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import { saveType } from '../../server/catalogue-api.ts';
import { useProblemText } from '../../server/problem-text.ts';
import { RestError } from '../../server/rest-client.ts';
import { goTo } from '../route.ts';
import classes from './save-bar.module.css';
import { dropDraft, NEW_TYPE } from './type-drafts.ts';

interface SaveBarProps {
  readonly draftKey: string;
  /** What is to be saved; undefined while something is wrong with it. */
  readonly info: EventTypeInfo | undefined;
  readonly revision: number;
  readonly isChanged: boolean;
  /** It can be saved as it is: somebody else's events made it. */
  readonly isOffered: boolean;
  readonly onSaved: (type: string) => void;
  readonly onRefused: () => void;
  readonly reload: () => void;
}

export function SaveBar(props: SaveBarProps) {
  const { draftKey, info, revision, isChanged, isOffered, onSaved, onRefused, reload } = props;
  const { t } = useTranslation('catalogue');
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!isChanged && !isOffered) return null;
  const conflict = conflictOf(error);

  async function save(on: number) {
    if (!info) return onRefused();
    setBusy(true);
    setError(undefined);
    try {
      await saveType({ info: { ...info }, revision: on });
      onSaved(info.type);
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  }

  function discard() {
    setError(undefined);
    dropDraft(draftKey);
    if (draftKey === NEW_TYPE) goTo({ page: 'catalogue' });
  }

  return (
    <div className={classes.bar}>
      {conflict !== undefined ? (
        <Alert color="orange" variant="light" role="alert" p="xs">
          <Group gap="sm">
            {t('conflict')}
            <Button
              variant="default"
              onClick={() => {
                discard();
                reload();
              }}
            >
              {t('loadTheirs')}
            </Button>
            <Button variant="default" onClick={() => void save(conflict)}>
              {t('overwrite')}
            </Button>
          </Group>
        </Alert>
      ) : (
        error !== undefined && (
          <Alert color="red" variant="light" role="alert" p="xs">
            {problemText(error)}
          </Alert>
        )
      )}
      <Group justify="flex-end" gap="xs">
        {isChanged && (
          <Button variant="default" onClick={discard}>
            {t(draftKey === NEW_TYPE ? 'discardNew' : 'discard')}
          </Button>
        )}
        <Button loading={busy} onClick={() => void save(revision)}>
          {t(isOffered || draftKey === NEW_TYPE ? 'declare' : 'save')}
        </Button>
      </Group>
    </div>
  );
}

/** The newest revision, where somebody else was faster. */
function conflictOf(error: unknown): number | undefined {
  return error instanceof RestError && error.status === 409 ? error.problem?.revision : undefined;
}
