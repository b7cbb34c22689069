/** The bar that stands on every page: where one can go, what comes in, and whether the page is live. */
import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';
import { useConnection, useSystem } from '../live/live.ts';
import { Brand } from './brand.tsx';
import classes from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { hrefOf, type PageName, type Route } from './route.ts';

const PAGES: readonly PageName[] = ['flows', 'catalogue', 'outbox', 'records', 'refused', 'settings'];

export function Header({ route }: { route: Route }) {
  const { t } = useTranslation('shell');
  const here = route.page === 'flow' ? 'flows' : route.page;
  return (
    <header className={classes.header}>
      <a className={classes.home} href={hrefOf({ page: 'flows' })} aria-label={t('product')}>
        <Brand />
      </a>
      <nav className={classes.nav} aria-label={t('nav.label')}>
        {PAGES.map((page) => (
          <a
            key={page}
            className={classes.link}
            href={hrefOf({ page })}
            aria-current={page === here ? 'page' : undefined}
          >
            {t(`nav.${page}`)}
            {page === 'outbox' && <FailedDeliveries />}
          </a>
        ))}
      </nav>
      <div className={classes.tools}>
        <Traffic />
        <Connection />
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </header>
  );
}

/** How many deliveries failed for good, beside the link to them. */
function FailedDeliveries() {
  const failed = useSystem((system) => system?.outboxFailed ?? 0);
  const formats = useFormats();
  return failed > 0 ? <span className={classes.failed}>{formats.count(failed)}</span> : null;
}

function Traffic() {
  const { t } = useTranslation('shell');
  const { t: common } = useTranslation('common');
  const formats = useFormats();
  const rate = useSystem((system) => system?.rate);
  const accepted = useSystem((system) => system?.accepted ?? 0);
  const refused = useSystem((system) => system?.refused ?? 0);
  const duplicates = useSystem((system) => system?.duplicates ?? 0);
  if (rate === undefined) return null;
  const help = t('trafficHelp', {
    accepted: formats.whole(accepted),
    refused: formats.whole(refused),
    duplicates: formats.whole(duplicates),
  });
  return (
    <span className={`${classes.traffic} tabular`} title={help}>
      {common('perSecond', { rate: formats.rate(rate) })}
    </span>
  );
}

function Connection() {
  const { t } = useTranslation('shell');
  const state = useConnection();
  return (
    <span className={classes.connection} data-state={state} role="status">
      <span className={classes.dot} aria-hidden />
      {t(`connection.${state}`)}
    </span>
  );
}

function SchemeSwitch() {
  const { t } = useTranslation('shell');
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? t('scheme.toLight') : t('scheme.toDark');
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
        {dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}
