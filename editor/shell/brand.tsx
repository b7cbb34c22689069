/** The product's mark and name. */
import { useTranslation } from 'react-i18next';
import classes from './brand.module.css';
import mark from './naru.svg';

export function Brand() {
  const { t } = useTranslation('shell');
  return (
    <span className={classes.brand}>
      <img src={mark} alt="" width={24} height={24} />
      <span className={classes.name}>{t('product')}</span>
    </span>
  );
}
