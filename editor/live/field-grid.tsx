/** Names and values in columns. */
import classes from './field-grid.module.css';
import type { ReadableField } from './readable.ts';

export function FieldGrid({ fields }: { fields: readonly ReadableField[] }) {
  return (
    <dl className={classes.grid}>
      {fields.map(({ path, label, text, long }) => (
        <div key={path} className={classes.field} data-long={long}>
          <dt title={path}>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
