/** AsyncAPI documents as event types: 3.x (channels with messages) and 2.x (channels that are published or subscribed to). */
import { isRow, type Row, rowOf, textOf } from '../../../nodes/kit/lenient.ts';
import { type ImportNotes, NOTES } from '../import-notes.ts';
import { DocumentReferences } from '../json-schema/follow-reference.ts';
import { type FoundType, readType } from '../json-schema/read-json-schema.ts';
import { OWN } from '../json-schema/write-json-schema.ts';

/** The version that the document says it is of: 2 or 3; undefined for another. */
export function asyncApiVersion(document: unknown): 2 | 3 | undefined {
  const version = isRow(document) ? textOf(document.asyncapi) : '';
  return version.startsWith('3.') ? 3 : version.startsWith('2.') ? 2 : undefined;
}

interface FoundMessage {
  readonly message: Row;
  /** What to call it, the best first, if the message does not say. */
  readonly names: readonly string[];
  readonly place: string;
}

export function readAsyncApi(document: Row, notes: ImportNotes): FoundType[] {
  const references = new DocumentReferences(document, notes);
  const seen = new Set<unknown>();
  const types: FoundType[] = [];
  for (const found of messagesOf(document, references)) {
    // The same message is often on several channels, and among the components.
    const payload = found.message.payload ?? found.message;
    if (seen.has(payload)) continue;
    seen.add(payload);
    const type = typeOf(found, references);
    if (type) types.push(type);
  }
  return types;
}

function* messagesOf(document: Row, references: DocumentReferences): Generator<FoundMessage> {
  const isThird = asyncApiVersion(document) === 3;
  for (const [key, value] of Object.entries(rowOf(document.channels))) {
    const place = `#/channels/${key}`;
    if (!references.step(place)) return;
    const channel = references.follow(value, [], place)?.schema ?? {};
    const listed = isThird ? channelMessages(channel, place) : operationMessages(channel, place);
    const address = textOf(channel.address) || key;
    for (const { value: each, key: name, place: at } of listed) {
      const message = references.follow(each, [], at)?.schema;
      if (message)
        yield { message, names: listed.length === 1 ? [address, name] : [name, address], place: at };
    }
  }
  for (const [key, value] of Object.entries(rowOf(rowOf(document.components).messages))) {
    const place = `#/components/messages/${key}`;
    if (!references.step(place)) return;
    const message = references.follow(value, [], place)?.schema;
    if (message) yield { message, names: [key], place };
  }
}

interface Listed {
  readonly value: unknown;
  readonly key: string;
  readonly place: string;
}

function channelMessages(channel: Row, place: string): Listed[] {
  return Object.entries(rowOf(channel.messages)).map(([key, value]) => ({
    value,
    key,
    place: `${place}/messages/${key}`,
  }));
}

function operationMessages(channel: Row, place: string): Listed[] {
  return ['publish', 'subscribe'].flatMap((operation) => {
    const { message } = rowOf(channel[operation]);
    const several = isRow(message) && Array.isArray(message.oneOf) ? message.oneOf : [message];
    const at = `${place}/${operation}/message`;
    return several.filter(isRow).map((value) => ({ value, key: lastOfRef(value), place: at }));
  });
}

const lastOfRef = ({ $ref }: Row) => textOf($ref).split('/').at(-1) ?? '';

function typeOf(
  { message, names, place }: FoundMessage,
  references: DocumentReferences,
): FoundType | undefined {
  const { notes } = references;
  if ('traits' in message || 'headers' in message) notes.add(NOTES.traits, place);
  const name = [textOf(message.name), ...names].find(Boolean) ?? '';
  const format = textOf(message.schemaFormat) || textOf(rowOf(message.payload).schemaFormat);
  if (format && !/(?:vnd\.aai\.asyncapi|schema)\+json/.test(format)) {
    notes.add(NOTES.format, place, { name: format.slice(0, 80) });
    return undefined;
  }
  const payload = isRow(rowOf(message.payload).schema) ? rowOf(message.payload).schema : message.payload;
  const texts = {
    name: textOf(message.title) || name,
    ...((textOf(message.summary) || textOf(message.description)) && {
      description: textOf(message.summary) || textOf(message.description),
    }),
  };
  if (payload === undefined) {
    notes.add(NOTES.noPayload, place, { name });
    return { type: name, ...texts, fields: [] };
  }
  const type = readType(payload, name, `${place}/payload`, references);
  if (!type) return undefined;
  // What the message says of itself, unless the schema says it in more than one language.
  const isOwn = hasOwnTexts(payload);
  return isOwn
    ? type
    : {
        ...type,
        ...(type.name === type.type || typeof type.name === 'string' ? texts : {}),
        type: type.type,
      };
}

function hasOwnTexts(payload: unknown): boolean {
  const data = rowOf(rowOf(rowOf(payload).properties).data);
  return [rowOf(payload), data].some((schema) => typeof schema[OWN.type] === 'string');
}
