/** Names and values in columns. */
import classes from './field-grid.module.css';
import type { ReadableField } from './readable.ts';

export function FieldGrid({ fields }: { fields: readonly ReadableField[] }) {
  return (
    <dl className={classes.grid}>
      {fields.map(({ path, label, text }) => (
        <div key={path} className={classes.field}>
          <dt title={path}>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
