/** A thin frame around a card that somebody else has selected, with his name. Drawn by itself: the card is not. */
import { useTexts } from '../i18n/setup.ts';
import { useKeyed } from '../live/keyed-store.ts';
import classes from './others-here.module.css';
import { hueOf } from './people.ts';
import { people } from './presence.ts';

export function OthersHere({ node }: { node: string }) {
  const t = useTexts('drafts');
  const others = useKeyed(people.selecting, node, (found) => found);
  if (!others || others.length === 0) return null;
  const [first, ...more] = others;
  const name = first.name || t('presence.nameless');
  return (
    <div className={classes.frame} data-hue={hueOf(first.browser)} data-others>
      <span className={classes.name}>{more.length > 0 ? `${name} +${more.length}` : name}</span>
    </div>
  );
}
