/** A source in the sentence of its flow: what comes in there. */
import { textOf } from '../kit/lenient.ts';
import type { Clause, TellContext } from '../kit/tell.ts';
import { localize } from '../kit/text.ts';
import type { EventSourceConfig } from './definition.ts';

export function tellEventSource(config: EventSourceConfig, context: TellContext): Clause {
  const noun = eventNoun(config, context);
  return { asks: true, and: noun, leads: noun, of: '', noun };
}

function eventNoun(config: EventSourceConfig, { language, surroundings }: TellContext): string {
  const ko = language === 'ko';
  const eventType = textOf(config.eventType);
  if (!eventType) return ko ? '아직 고르지 않은 이벤트' : 'an event not yet chosen';
  const info = surroundings.eventTypes?.find((each) => each.type === eventType);
  if (info && !info.discovered)
    return ko ? localize(info.name, language, eventType) : `“${localize(info.name, language, eventType)}”`;
  if (!eventType.endsWith('.*')) return ko ? `‘${eventType}’ 이벤트` : `“${eventType}”`;
  const family = eventType.slice(0, -2);
  return ko ? `‘${family}’ 계열의 모든 이벤트` : `any event of “${family}”`;
}
