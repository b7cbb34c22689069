/** event-source: where events of one type, or of a family of types, enter a flow (SPEC §4). */

import { z } from 'zod';
import { defineNode, type EventTypeInfo, type Surroundings } from '../kit/define-node.ts';
import type { Fault } from '../kit/fault.ts';
import type { FieldSet } from '../kit/field.ts';
import { UNKNOWN_FIELDS, unionFields } from '../kit/field-set.ts';
import { OUT } from '../kit/handles.ts';
import { korean } from '../kit/korean.ts';
import { textOf } from '../kit/lenient.ts';
import { filledText } from '../kit/schema.ts';
import { localize, type Text } from '../kit/text.ts';
import { tellEventSource } from './tell.ts';

const schema = z.looseObject({
  /** An exact type, or a prefix that ends in `.*`. */
  eventType: filledText,
  connection: z.string().optional(),
});
export type EventSourceConfig = z.infer<typeof schema>;

/** Whether a source that is set to `eventType` takes events of `type`. */
export function takesType(eventType: string, type: string): boolean {
  return eventType.endsWith('.*') ? type.startsWith(eventType.slice(0, -1)) : type === eventType;
}

function typesTaken(config: EventSourceConfig, surroundings: Surroundings): readonly EventTypeInfo[] {
  const eventType = textOf(config.eventType);
  return (surroundings.eventTypes ?? []).filter((info) => takesType(eventType, info.type));
}

function fieldsOut(config: EventSourceConfig, surroundings: Surroundings): FieldSet {
  const types = typesTaken(config, surroundings);
  const isFamily = textOf(config.eventType).endsWith('.*');
  if (types.length === 0) return UNKNOWN_FIELDS;
  return unionFields(
    types.map(({ fields, discovered }) => {
      // A family may well have members that nobody has seen yet, and what is only guessed other fields
      const unlisted = isFamily || discovered === true;
      return { fields, open: true, ...(unlisted && { unlisted }) };
    }),
  );
}

const unknown = (eventType: string): Text => ({
  ko: korean`이벤트 종류 ‘${eventType}’은(는) 이벤트 목록에 없습니다. 이름이 맞는지 확인하세요.`,
  en: `The catalogue does not know the event type “${eventType}”. Check its name.`,
});

const undeclared = (eventType: string): Text => ({
  ko: korean`이벤트 종류 ‘${eventType}’은(는) 들어온 적이 있지만 아직 등록하지 않았습니다. 항목은 들어온 이벤트를 보고 추정한 것이니, 카탈로그에서 확인하고 등록하세요.`,
  en: `Events of the type “${eventType}” came, but nobody has declared it. Its fields are guessed from them: look at them in the catalogue, and declare it.`,
});

function check(config: EventSourceConfig, surroundings: Surroundings): Fault[] {
  const faults: Fault[] = [];
  const eventType = textOf(config.eventType);
  const taken = typesTaken(config, surroundings);
  if (surroundings.eventTypes && eventType !== '' && taken.every(({ discovered }) => discovered))
    faults.push({
      severity: 'hint',
      code: taken.length > 0 ? 'undeclared-event-type' : 'unknown-event-type',
      field: 'eventType',
      message: taken.length > 0 ? undeclared(eventType) : unknown(eventType),
    });
  const connection = textOf(config.connection);
  if (
    connection &&
    surroundings.connections &&
    !surroundings.connections.some((each) => each.id === connection)
  )
    faults.push({
      severity: 'hint',
      code: 'unknown-connection',
      field: 'connection',
      message: {
        ko: korean`연결 ‘${connection}’이(가) 없습니다. 이 연결로는 이벤트가 오지 않습니다. 다른 연결을 고르거나 비워 두세요.`,
        en: `There is no connection “${connection}”, so no event comes by it. Choose another one or leave it empty.`,
      },
    });
  return faults;
}

export const eventSourceDefinition = defineNode<'event-source', EventSourceConfig>({
  kind: 'event-source',
  category: 'source',
  icon: 'IconBolt',
  label: { ko: '이벤트 받기', en: 'Event source' },
  help: { ko: '정해 둔 종류의 이벤트가 들어오는 곳입니다.', en: 'Where events of one type come in.' },
  schema,
  defaults: () => ({ eventType: '' }),
  form: [
    {
      path: 'eventType',
      control: 'event-type',
      required: true,
      label: { ko: '이벤트 종류', en: 'Event type' },
      help: {
        ko: '어떤 일이 일어났을 때 받을지 고르세요. ‘bank.*’처럼 적으면 bank.으로 시작하는 모든 종류를 받습니다.',
        en: 'Which events to take. Written like “bank.*”, it takes every type that begins with “bank.”.',
      },
    },
    {
      path: 'connection',
      control: 'connection',
      more: true,
      label: { ko: '연결', en: 'Connection' },
      help: {
        ko: '고르면 이 연결로 들어온 이벤트만 받습니다. 비워 두면 어디서 오든 받습니다.',
        en: 'If chosen, only events that come by this connection are taken; if empty, from anywhere.',
      },
    },
  ],
  inputs: () => [],
  outputs: () => [OUT],
  outputFields: (config, { surroundings }) => ({ out: fieldsOut(config, surroundings) }),
  check: (config, { surroundings }) => check(config, surroundings),
  describe: (config, language, surroundings) => {
    const eventType = textOf(config.eventType);
    const info = surroundings.eventTypes?.find((type) => type.type === eventType);
    return localize(info?.name, language, eventType);
  },
  tell: tellEventSource,
});
