/** throttle: so many in a time, and then no more until one of them is old enough. */
import { textsOf } from '../../../nodes/kit/lenient.ts';
import { keyWords, likelyKey, MOST_MARKS, say, spanWords, spread } from '../settings-words.ts';
import type { Example, Help } from '../timeline.ts';

const example = (ko: string, en: string, max: number, per: string): Example => ({
  name: { ko, en },
  settings: (_, context) => ({ key: [likelyKey(context)], max, per }),
});

export const throttleHelp: Help = {
  text: {
    ko: '같은 대상에게 정한 기간 동안 정한 횟수까지만 통과시킵니다. 넘치는 것은 ‘막음’으로 나가고, 나중에 다시 보내지 않습니다.',
    en: 'Lets only so many events of the same key pass in a time. The others leave by “held”; they are not sent later.',
  },
  stories: (config, language, context) => {
    const max = typeof config.max === 'number' ? Math.max(1, config.max) : 1;
    const per = spanWords(config.per, language);
    const key = keyWords(config.key, language, context);
    const whose = key === '' ? '' : say(language, `같은 ${key}에 `, ` for the same ${key}`);
    const places = spread(Math.min(max, MOST_MARKS - 2), 12, max === 1 ? 12 : 34);
    const pass = say(language, '통과', 'pass');
    return [
      {
        outcome: 'match',
        caption: say(
          language,
          `${whose}${per} 동안 ${max}번까지 통과합니다. 첫 번째가 ${per} 지나면 다시 통과합니다.`,
          `Up to ${max} in ${per} pass${whose}. When the first is ${per} old, another passes.`,
        ),
        marks: [...places.map((at) => ({ at, tone: 'event' as const })), { at: 84, tone: 'event' }],
        spans: [{ from: places[0], to: 76, label: per }],
        // Flags that stand close share the word of the last.
        told: [...places, 84].map((at, i) => ({ at, label: i < places.length - 1 ? '' : pass })),
      },
      {
        outcome: 'near',
        caption: say(
          language,
          `${per} 안에 ${max + 1}번째로 온 것은 막습니다.`,
          `Number ${max + 1} within ${per} is held.`,
        ),
        marks: [...places.map((at) => ({ at, tone: 'event' as const })), { at: 56, tone: 'other' }],
        spans: [{ from: places[0], to: 76, label: per }],
        told: [{ at: 56, label: say(language, '막음', 'held') }],
      },
    ];
  },
  examples: [
    example('하루에 한 번만', 'Once a day', 1, 'P1D'),
    example('1시간에 세 번까지', 'Three in an hour', 3, 'PT1H'),
    {
      name: { ko: '모두 합쳐 1분에 10번까지', en: 'Ten a minute, all together' },
      settings: () => ({ key: textsOf([]), max: 10, per: 'PT1M' }),
    },
  ],
};
