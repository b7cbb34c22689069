/** The difference that is looked at: what it was and is, and the way back for it alone. */
import { ActionIcon, Button, Paper, ScrollArea, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference, NodeDifference } from '../../flows/format/compare-flows.ts';
import type { SettingChange } from '../../flows/format/setting-words.ts';
import { useLanguage } from '../i18n/setup.ts';
import { lookAt, revertDifference, revertOneSetting, revertPlace, useComparing } from './comparing.ts';
import classes from './difference-panel.module.css';
import { MarkSign } from './mark-sign.tsx';
import { readAlike } from './use-difference-lines.ts';
import { useNameOf } from './use-name-of.ts';

export function DifferencePanel() {
  const difference = useComparing(({ comparison, at }) => comparison?.told.find(({ key }) => key === at));
  return difference ? <Panel difference={difference} /> : null;
}

function Panel({ difference }: { difference: Difference }) {
  const { t } = useTranslation('compare');
  const name = useNameOf(difference);
  const { mark, key } = difference;
  const swapped = useComparing((state) => state.swapped);
  useFocusBack(key);
  return (
    <Paper
      component="section"
      className={classes.panel}
      aria-label={t('details')}
      data-canvas-tools
      withBorder
    >
      <header className={classes.head}>
        <span className={classes.mark} data-mark={mark}>
          <MarkSign mark={mark} />
          {t(`mark.${mark}`)}
        </span>
        <h3 className={classes.name} title={name}>
          {name}
        </h3>
        <Tooltip label={t('close')}>
          <ActionIcon variant="subtle" size="sm" aria-label={t('close')} onClick={() => lookAt(undefined)}>
            <IconX size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </header>
      <ScrollArea.Autosize mah={260} type="auto" scrollbarSize={8}>
        <What difference={difference} />
      </ScrollArea.Autosize>
      <footer className={classes.foot}>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={15} stroke={1.8} />}
          onClick={() => revertDifference(key)}
        >
          {t(swapped ? 'take' : 'revert')}
        </Button>
      </footer>
    </Paper>
  );
}

/** The keyboard goes on at the sign of what was looked at, else in the bar above. */
function useFocusBack(key: string) {
  const last = useRef(key);
  last.current = key;
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return;
      const sign = `[data-difference="${CSS.escape(last.current)}"]`;
      const next =
        document.querySelector<HTMLElement>(sign) ??
        document.querySelector<HTMLElement>('[data-compare-bar] button:not(:disabled)');
      next?.focus({ preventScroll: true });
    },
    [],
  );
}

function What({ difference }: { difference: Difference }) {
  const { t } = useTranslation('compare');
  switch (difference.of) {
    case 'order':
      return <p className={classes.text}>{t('orderTold')}</p>;
    case 'flow':
      return (
        <dl className={classes.settings}>
          <Setting change={difference.setting} />
        </dl>
      );
    case 'wire':
      return difference.mark === 'moved' ? null : (
        <p className={classes.text}>{t(`wireTold.${difference.mark}`)}</p>
      );
    case 'node':
      return <NodeWhat difference={difference} />;
  }
}

function NodeWhat({ difference }: { difference: NodeDifference }) {
  const { t } = useTranslation('compare');
  const { mark, settings, moved } = difference;
  if (mark !== 'changed') return <p className={classes.text}>{t(`told.${mark}`)}</p>;
  return (
    <>
      {settings.length === 0 && <p className={classes.text}>{t('otherwise')}</p>}
      <dl className={classes.settings}>
        {settings.map((change) => (
          <Setting
            key={change.path.join(' ')}
            change={change}
            // Where one alone differs, the button below does the same.
            {...(settings.length + Number(moved) > 1 &&
              change.path.length > 0 && { onRevert: () => revertOneSetting(difference, change.path) })}
          />
        ))}
      </dl>
      {moved && (
        <p className={`${classes.text} ${classes.place}`}>
          {t('movedToo')}
          <Back name={t('place')} onClick={() => revertPlace(difference)} />
        </p>
      )}
    </>
  );
}

function Setting({ change, onRevert }: { change: SettingChange; onRevert?: () => void }) {
  const { t } = useTranslation('compare');
  const language = useLanguage();
  const name = change.name[language];
  return (
    <div className={classes.setting}>
      <dt className={classes.settingName}>{name}</dt>
      {readAlike(change) ? (
        <dd className={classes.value}>{t('valueOtherwise')}</dd>
      ) : (
        <dd className={classes.value}>
          <del className={classes.was}>
            <VisuallyHidden>{t('before')}: </VisuallyHidden>
            {change.was[language]}
          </del>
          <span aria-hidden> → </span>
          <ins className={classes.is}>
            <VisuallyHidden>{t('after')}: </VisuallyHidden>
            {change.is[language]}
          </ins>
        </dd>
      )}
      {onRevert && <Back name={name} onClick={onRevert} />}
    </div>
  );
}

function Back({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useTranslation('compare');
  const swapped = useComparing((state) => state.swapped);
  const label = t(swapped ? 'takeSetting' : 'revertSetting', { name });
  return (
    <Tooltip label={label} position="left">
      <ActionIcon className={classes.back} variant="subtle" aria-label={label} onClick={onClick}>
        <IconArrowBackUp size={15} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}
