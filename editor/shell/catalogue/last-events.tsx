/** The last events of a type, as they came. */
import '../../i18n/catalogue.ts';
import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../../nodes/kit/lenient.ts';
import { useFormats } from '../../i18n/format.ts';
import { readType } from '../../server/catalogue-api.ts';
import { useResource } from '../../server/use-resource.ts';
import { FailedState, LoadingState } from '../page-states.tsx';
import classes from './last-events.module.css';

/** @param count of events so far: with another one the last are asked for again */
export function LastEvents({ type, count }: { readonly type: string; readonly count: number }) {
  const { t } = useTranslation('catalogue');
  const formats = useFormats();
  const { value, error, reload } = useResource((signal) => readType(type, signal), `${type} ${count}`);
  if (error !== undefined && !value) return <FailedState error={error} onRetry={reload} />;
  return (
    <div className={classes.events}>
      <Title order={3} size="h4">
        {t('samples')}
      </Title>
      {!value ? (
        <LoadingState />
      ) : (
        value.samples.map((sample, i) => (
          <details key={`${textOf(sample.source)} ${textOf(sample.id)}`} open={i === 0}>
            <summary>
              <code>{textOf(sample.id)}</code>
              {textOf(sample.time) !== '' && <span>{formats.dateTime(textOf(sample.time))}</span>}
            </summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
            <pre tabIndex={0}>{JSON.stringify(sample.data ?? {}, null, 2)}</pre>
          </details>
        ))
      )}
    </div>
  );
}
