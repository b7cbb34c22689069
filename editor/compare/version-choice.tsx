/** Which version the draft is compared with. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlowActions } from '../deploy/use-flow-actions.tsx';
import { documentStore, useDocument } from '../document/open-document.ts';
import { listVersions, readVersion } from '../server/deploys-api.ts';
import { useResource } from '../server/use-resource.ts';
import classes from './compare-bar.module.css';
import { compareWith, useComparing } from './comparing.ts';
import { useVersionNames } from './use-version-name.ts';

/** As many as one look at the list of versions shows. */
const MOST = 50;

export function VersionChoice() {
  const { t } = useTranslation('compare');
  const names = useVersionNames();
  const { sayFailed } = useFlowActions();
  const flow = useDocument((state) => state.flow?.id ?? '');
  const deployed = useDocument((state) => state.deployed);
  const against = useComparing((state) => state.against);
  const [busy, setBusy] = useState(false);
  const { value: page } = useResource((signal) => listVersions(flow, MOST, signal), `versions ${flow}`);
  const chosen = against === null || against === 'deployed' ? undefined : against;
  const versions = page?.items ?? [];
  // One that was chosen in the list of versions may be older than all of these.
  const all =
    chosen && !versions.some(({ version }) => version === chosen.version) ? [...versions, chosen] : versions;

  async function choose(value: string) {
    if (value === DEPLOYED) {
      compareWith('deployed');
      return;
    }
    setBusy(true);
    try {
      const version = await readVersion(flow, Number(value));
      if (documentStore.getState().flow?.id === flow) compareWith(version);
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Select
      size="xs"
      className={classes.choice}
      aria-label={t('with')}
      disabled={busy}
      data={[
        ...(deployed ? [{ value: DEPLOYED, label: t('deployed') }] : []),
        ...all.map((version) => ({ value: String(version.version), label: names(version) })),
      ]}
      value={chosen ? String(chosen.version) : DEPLOYED}
      onChange={(value) => value !== null && void choose(value)}
      maxDropdownHeight={320}
    />
  );
}

const DEPLOYED = 'deployed';
