/** A throttle in the sentence of its flow: 고객 번호마다 1일에 1번까지만. */
import { fieldsInWords } from '../kit/condition-words.ts';
import { durationInWords } from '../kit/duration.ts';
import { textOf, textsOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { ThrottleConfig } from './definition.ts';

export function tellThrottle(config: ThrottleConfig, context: TellContext): Clause {
  const { language, surroundings, by } = context;
  const max = typeof config.max === 'number' ? config.max : 1;
  const per = durationInWords(textOf(config.per), language);
  const key = fieldsInWords(textsOf(config.key), language, surroundings, 'inline');
  const held = by === 'held';
  if (language === 'ko') {
    const limit = `${key && `${key}마다 `}${per}에 ${max}번`;
    return held
      ? { asks: true, and: `${limit}을 넘고`, leads: `${limit}을 넘으면`, of: `${limit}을 넘은` }
      : { asks: false, and: `${limit}까지만`, leads: `${limit}까지만`, of: `${limit}까지의`, bare: true };
  }
  const limit = `${max === 1 ? 'once' : `${max} times`} in ${per}${key && ` per ${key}`}`;
  const over = `it comes more than ${limit}`;
  return held
    ? { asks: true, and: over, leads: over, of: `that comes more than ${limit}` }
    : { asks: false, and: `at most ${limit}`, leads: `at most ${limit}`, of: `at most ${limit}`, bare: true };
}
