/** One bad event: why, the text as it came, and a way to mend it and send it in again. */
import '../../i18n/bad-events.ts';
import { Alert, Button, Group, Stack, Textarea } from '@mantine/core';
import { IconMailForward, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadEventItem, SentOutcome } from '../../../runtime/wire/bad-events.ts';
import { takeFocus } from '../../deploy/pressed-button.ts';
import { useFlowActions } from '../../deploy/use-flow-actions.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { type Changes, removeBadEvent, sendBadEvent } from '../../server/bad-events-api.ts';
import classes from '../records/record-parts.module.css';
import own from './bad-events.module.css';
import { SendChanges } from './send-changes.tsx';
import { spacedJson } from './spaced-json.ts';

interface BadEventDetailsProps {
  readonly item: BadEventItem;
  readonly onChange: () => void;
}

export function BadEventDetails({ item, onChange }: BadEventDetailsProps) {
  const { t } = useTranslation('badEvents');
  const language = useLanguage();
  const { sayFailed } = useFlowActions();
  const spaced = useMemo(() => spacedJson(item.event), [item.event]);
  const [mended, setMended] = useState<string>();
  // What is in already would be a duplicate, and what came too late would be late again.
  const [changes, setChanges] = useState<Changes>(() => ({ newId: item.reason !== 'refused' }));
  const [busy, setBusy] = useState(false);
  const [became, setBecame] = useState<{ outcome: SentOutcome; message: string }>();

  async function attempt(run: () => Promise<void>) {
    setBusy(true);
    try {
      await run();
      onChange();
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  const send = () =>
    attempt(async () => {
      const { outcome, result } = await sendBadEvent(item.id, changes, mended);
      setBecame({ outcome, message: result.problems[0]?.message[language] ?? '' });
      if (outcome === 'accepted') setMended(undefined);
    });

  const canSend = item.whole && item.event !== '' ? true : mended !== undefined;
  return (
    <Stack gap="sm">
      <p className={own.message}>{item.message[language]}</p>
      <Kept item={item} spaced={spaced} mended={mended} onMend={setMended} />
      {became && <Became {...became} />}
      {!item.cut && (canSend || item.event !== '') && <SendChanges changes={changes} onChange={setChanges} />}
      <Group gap="xs">
        {!item.cut && canSend && (
          <Button
            leftSection={<IconMailForward size={16} stroke={1.7} />}
            loading={busy}
            onClick={() => void send()}
          >
            {t('send')}
          </Button>
        )}
        {!item.cut && item.event !== '' && mended === undefined && (
          <Button
            variant="default"
            leftSection={<IconPencil size={16} stroke={1.7} />}
            onClick={() => setMended(spaced)}
          >
            {t('mend')}
          </Button>
        )}
        {mended !== undefined && (
          <Button variant="default" onClick={() => setMended(undefined)}>
            {t('cancel')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconTrash size={16} stroke={1.7} />}
          disabled={busy}
          onClick={() => void attempt(() => removeBadEvent(item.id))}
        >
          {t('remove')}
        </Button>
      </Group>
    </Stack>
  );
}

interface KeptProps {
  readonly item: BadEventItem;
  readonly spaced: string;
  readonly mended: string | undefined;
  readonly onMend: (text: string) => void;
}

/** The text, to be read or to be mended, and what is to be known about it. */
function Kept({ item, spaced, mended, onMend }: KeptProps) {
  const { t } = useTranslation('badEvents');
  const formats = useFormats();
  if (item.event === '') return <p className={own.note}>{t('none')}</p>;
  const note = item.cut
    ? t('cut', { size: formats.whole(item.size) })
    : item.whole
      ? undefined
      : t(item.flow === undefined ? 'changed' : 'made');
  return (
    <section>
      {note !== undefined && <p className={own.note}>{note}</p>}
      {mended === undefined ? (
        <>
          <h3 className={own.heading}>{t('raw')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: so that the keyboard can scroll it */}
          <pre className={classes.raw} tabIndex={0}>
            {spaced}
          </pre>
        </>
      ) : (
        <Textarea
          label={t('mended')}
          autosize
          minRows={6}
          maxRows={22}
          spellCheck={false}
          ref={takeFocus}
          value={mended}
          error={faultOf(mended, (message) => t('notJson', { message }))}
          onChange={(event) => onMend(event.currentTarget.value)}
          classNames={{ input: own.text }}
        />
      )}
    </section>
  );
}

/** What the browser says of a text that is no JSON. */
function faultOf(text: string, say: (message: string) => string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return say(error instanceof Error ? error.message : '');
  }
}

function Became({ outcome, message }: { outcome: SentOutcome; message: string }) {
  const { t } = useTranslation('badEvents');
  const color = { accepted: 'teal', duplicate: 'yellow', refused: 'red' }[outcome];
  return (
    <Alert color={color} role="status" title={t(`outcomes.${outcome}`)}>
      {t(`outcomeHelp.${outcome}`, { message })}
    </Alert>
  );
}
