/** An action in the sentence of its flow: what is done. The words of each channel lie with it in channels.ts. */
import { withParticle } from '../kit/korean.ts';
import { rowOf, textOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import type { Text } from '../kit/text.ts';
import { channelOf } from './channels.ts';
import type { ActionConfig } from './definition.ts';

export function tellAction(config: ActionConfig, { language, by, label }: TellContext): Clause {
  const ko = language === 'ko';
  if (by === undefined) return done(config, ko, label);
  const [and, leads] = AFTER[by]?.[language] ?? AFTER.all[language];
  if (!ko)
    return { asks: true, and, leads, of: `for which “${label}” ${by === 'failed' ? 'failed' : 'was done'}` };
  const of =
    by === 'failed'
      ? `${withParticle(`‘${label}’`, '이')} 실패한`
      : `${withParticle(`‘${label}’`, '을')} 마친`;
  return { asks: true, and, leads, of };
}

const AFTER: Readonly<
  Record<string, { readonly ko: readonly [string, string]; readonly en: readonly [string, string] }>
> = {
  done: { ko: ['그 일을 마쳤고', '그 일을 마치면'], en: ['that is done', 'that is done'] },
  failed: { ko: ['그 일이 실패했고', '그 일이 실패하면'], en: ['that fails', 'that fails'] },
  all: {
    ko: ['성공하든 실패하든', '성공하든 실패하든'],
    en: ['that is done or fails', 'that is done or fails'],
  },
};

function done(config: ActionConfig, ko: boolean, label: string): Clause {
  const channel = channelOf(config.channel);
  const words = channel?.does ?? UNKNOWN;
  const text = textOf(rowOf(config.params)[channel?.headline ?? '']);
  // A template says nothing before it is filled in.
  const target = text && !/[{}]/.test(text) && text.length <= 40 ? text : '';
  const named = label ? (ko ? `(${label})` : ` (${label})`) : '';
  if (!ko) {
    const does = words.en.replace('{}', target ? ` “${target}”` : '') + named;
    return { asks: false, and: does, leads: does, of: '', end: does };
  }
  const stem = words.ko.replace('{}', target ? `‘${target}’ ` : '');
  return {
    asks: false,
    and: `${stem}고${named}`,
    leads: `${stem}고${named}`,
    of: '',
    end: `${ended(stem)}${named}`,
  };
}

/** 등록하 → 등록합니다, 보내 → 보냅니다. */
function ended(stem: string): string {
  const last = stem.charCodeAt(stem.length - 1);
  const BIEUP = 17;
  return `${stem.slice(0, -1)}${String.fromCharCode(last + BIEUP)}니다`;
}

const UNKNOWN: Text = { ko: '아직 정하지 않은 조치를 하', en: 'do something not yet chosen' };
