/** When, by whom and how a version was deployed, on one line. */
import { useTranslation } from 'react-i18next';
import type { FlowVersion } from '../../../runtime/wire/versions.ts';
import { useFormats } from '../../i18n/format.ts';
import classes from './version-source.module.css';

export function VersionSource({ version }: { version: FlowVersion }) {
  const { t } = useTranslation('deploy');
  const formats = useFormats();
  const { at, who, how, restored } = version;
  return (
    <span className={classes.line}>
      <time dateTime={at} className="tabular">
        {formats.dateTime(at)}
      </time>
      {who !== null && <span className={classes.who}>{who}</span>}
      <span>{t(`versions.how.${how}`, { version: restored })}</span>
    </span>
  );
}
