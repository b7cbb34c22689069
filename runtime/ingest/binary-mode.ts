/**
 * CloudEvents over HTTP in binary mode: the attributes are `ce-` headers, the body is the data.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode
 */

import type { IncomingHttpHeaders } from 'node:http';
import { korean } from '../../nodes/kit/korean.ts';
import type { Text } from '../../nodes/kit/text.ts';

const PREFIX = 'ce-';
const ATTRIBUTE = /^[a-z0-9]+$/;

/** Whether a request is in binary mode: it says the version or the type of an event in its headers. */
export function isBinaryMode(headers: IncomingHttpHeaders): boolean {
  return ['ce-specversion', 'ce-id', 'ce-type', 'ce-source'].some((name) => headers[name] !== undefined);
}

export type BinaryEvent = { readonly event: string } | { readonly refused: Text };

/** The event as JSON text, made from headers and body; or why it is none. The engine checks the attributes. */
export function binaryEvent(headers: IncomingHttpHeaders, body: Uint8Array): BinaryEvent {
  const event: Record<string, unknown> = {};
  for (const [header, value] of Object.entries(headers)) {
    if (!header.startsWith(PREFIX) || value === undefined) continue;
    const name = header.slice(PREFIX.length);
    if (!ATTRIBUTE.test(name) || name === 'data') return refusedHeader(header);
    const text = decodeHeader(Array.isArray(value) ? value.join(', ') : value);
    if (text === undefined) return refusedHeader(header);
    event[name] = text;
  }
  if (body.length === 0) return { event: JSON.stringify(event) };
  try {
    const data: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return { event: JSON.stringify({ ...event, data }) };
  } catch {
    return { refused: { ko: '본문(data)이 JSON이 아닙니다.', en: 'The body (data) is not JSON.' } };
  }
}

function refusedHeader(header: string): BinaryEvent {
  return {
    refused: {
      ko: korean`헤더 ‘${header}’을(를) 읽을 수 없습니다. 이름은 ce- 뒤에 영문 소문자와 숫자, 값은 UTF-8을 퍼센트로 인코딩한 것이어야 합니다.`,
      en: `The header “${header}” cannot be read: after ce- its name has letters and digits, its value is percent-encoded UTF-8.`,
    },
  };
}

/** What came, for a person who looks for what was refused: the attributes as they were, and the data. */
export function binaryText(headers: IncomingHttpHeaders, body: Uint8Array): string {
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith(PREFIX));
  return [...attributes.map(([name, value]) => `${name}: ${value}`), '', new TextDecoder().decode(body)].join(
    '\n',
  );
}

/** Quotes around the whole taken off, then percent-decoded; undefined where that is no UTF-8. */
function decodeHeader(value: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value.trim());
  const text = quoted ? quoted[1].replace(/\\(.)/g, '$1') : value;
  try {
    // A percent sign that encodes nothing stands for itself.
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    return undefined;
  }
}
