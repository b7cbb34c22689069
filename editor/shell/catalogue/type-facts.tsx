/** What is known of an event type besides its fields: which flows take it, and what has come of it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import '../../i18n/catalogue.ts';
import { useTranslation } from 'react-i18next';
import { localize } from '../../../nodes/kit/text.ts';
import { definitionOf } from '../../../nodes/register.ts';
import type { CatalogueEntry, UsedBy } from '../../../runtime/wire/catalogue.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { useMinute } from '../home/use-minute.ts';
import { hrefOf } from '../route.ts';
import classes from './type-facts.module.css';

export function TypeFacts({ entry }: { readonly entry: CatalogueEntry }) {
  const { t } = useTranslation('catalogue');
  return (
    <div className={classes.facts}>
      <section aria-label={t('usedBy')}>
        <h3 className={classes.title}>{t('usedBy')}</h3>
        {entry.usedBy.length === 0 ? (
          <p className={classes.none}>{t('nobody')}</p>
        ) : (
          <Uses key={entry.info.type} all={entry.usedBy} />
        )}
      </section>
      <section aria-label={t('traffic')}>
        <h3 className={classes.title}>{t('traffic')}</h3>
        {entry.seen ? <Traffic seen={entry.seen} /> : <p className={classes.none}>{t('neverSeenHelp')}</p>}
      </section>
    </div>
  );
}

/** So many are told at once; the others unfold, since a box that scrolls inside the panel hides them. */
const TOLD = 5;

function Uses({ all }: { readonly all: readonly UsedBy[] }) {
  const { t } = useTranslation('catalogue');
  const [unfolded, setUnfolded] = useState(false);
  const told = unfolded || all.length <= TOLD + 1 ? all : all.slice(0, TOLD);
  return (
    <>
      <ul className={classes.uses}>
        {told.map((use) => (
          <Use key={`${use.flow} ${use.node}`} use={use} />
        ))}
      </ul>
      {told.length < all.length && (
        <Button variant="subtle" size="compact-xs" ml={-8} onClick={() => setUnfolded(true)}>
          {t('moreUses', { count: all.length - told.length })}
        </Button>
      )}
    </>
  );
}

function Use({ use }: { readonly use: UsedBy }) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const node = localize(use.label, language, definitionOf('event-source')?.label[language]);
  const what = `${localize(use.name, language, use.flow)} › ${node}`;
  return (
    <li>
      <a href={hrefOf({ page: 'flow', id: use.flow, node: use.node })} title={what}>
        {what}
      </a>
      {!use.exact && <span className={classes.aside}> {t('byPrefix')}</span>}
    </li>
  );
}

function Traffic({ seen }: { readonly seen: NonNullable<CatalogueEntry['seen']> }) {
  const { t } = useTranslation('catalogue');
  const formats = useFormats();
  const now = useMinute();
  const amount = t('amount', { count: seen.count, amount: formats.whole(seen.count) });
  return (
    <dl className={classes.figures}>
      <div>
        <dt>{t('count')}</dt>
        <dd className="tabular">{seen.atLeast ? t('atLeast', { amount }) : amount}</dd>
      </div>
      <div>
        <dt>{t('rate')}</dt>
        <dd className="tabular">
          {t('amount', { count: seen.perMinute, amount: formats.whole(seen.perMinute) })}
        </dd>
      </div>
      <div>
        <dt>{t('lastSeen')}</dt>
        <dd title={formats.dateTime(seen.lastSeen)}>{formats.ago(seen.lastSeen, now)}</dd>
      </div>
      <div>
        <dt>{t('firstSeen')}</dt>
        <dd title={formats.dateTime(seen.firstSeen)}>{formats.ago(seen.firstSeen, now)}</dd>
      </div>
    </dl>
  );
}
