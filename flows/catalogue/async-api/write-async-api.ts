/**
 * flows/catalogue/async-api: event types as an AsyncAPI document, and back. A type is a message on a channel of its
 * own; the payload is the whole CloudEvent, as it goes over the line.
 *
 * This file: writing, AsyncAPI 3.0.
 */
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import { type Language, localize } from '../../../nodes/kit/text.ts';
import { dataSchema, type JsonSchema } from '../json-schema/write-json-schema.ts';

export function writeAsyncApi(types: readonly EventTypeInfo[], language: Language = 'en'): JsonSchema {
  const named = keyed(types);
  return {
    asyncapi: '3.0.0',
    info: {
      title: language === 'ko' ? '나루 이벤트 카탈로그' : 'Naru event catalogue',
      version: '1.0.0',
      description:
        language === 'ko'
          ? '나루가 받는 이벤트입니다. CloudEvents 1.0 형식으로 보냅니다.'
          : 'The events that Naru takes, as CloudEvents 1.0.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(
      named.map(([key, { type }]) => [
        key,
        { address: type, messages: { [key]: { $ref: `#/components/messages/${key}` } } },
      ]),
    ),
    operations: Object.fromEntries(
      named.map(([key]) => [`receive-${key}`, { action: 'receive', channel: { $ref: `#/channels/${key}` } }]),
    ),
    components: {
      messages: Object.fromEntries(named.map(([key, info]) => [key, message(info, language)])),
    },
  };
}

function message(info: EventTypeInfo, language: Language): JsonSchema {
  const { type, name, description } = info;
  return {
    name: type,
    title: localize(name, language, type),
    ...(description !== undefined && { summary: localize(description, language) }),
    payload: {
      type: 'object',
      required: ['id', 'source', 'type'],
      properties: {
        specversion: { const: '1.0' },
        id: { type: 'string', minLength: 1 },
        source: { type: 'string', minLength: 1 },
        type: { const: type },
        time: { type: 'string', format: 'date-time' },
        subject: { type: 'string' },
        data: dataSchema(info, language),
      },
    },
  };
}

/** Keys of components are letters, digits, dots, hyphens and underscores; names that become alike are told apart. */
function keyed(types: readonly EventTypeInfo[]): [string, EventTypeInfo][] {
  const taken = new Set<string>();
  return types.map((info) => {
    const plain = info.type.replace(/[^A-Za-z0-9._-]/g, '_') || 'event';
    let key = plain;
    for (let n = 2; taken.has(key); n++) key = `${plain}-${n}`;
    taken.add(key);
    return [key, info];
  });
}
