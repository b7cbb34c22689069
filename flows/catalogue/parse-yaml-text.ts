/** YAML that somebody brings, as most AsyncAPI documents are written: its value, or where it stops being YAML. */
import { parseDocument } from 'yaml';
import type { Text } from '../../nodes/kit/text.ts';
import type { ParsedText } from './parse-json-text.ts';

/** Characters. Reading YAML takes long, with many anchors their number squared. */
export const LARGEST_YAML = 256 * 1024;
/** A name that stands for a part (`*name`) counts with all that is in the part: few lines can mean millions of values. */
const MOST_ALIASES = 100;

export function looksLikeYaml(text: string): boolean {
  return (
    /^\s*(?:asyncapi|\$schema|\$id|\$defs|definitions|properties|openapi|title|type|info)\s*:/m.test(
      text.slice(0, 2_000),
    ) && !/^\s*[{[]/.test(text)
  );
}

/**
 * One document of YAML 1.2 with the types of JSON (its core schema): no dates, no tags, no merging of keys. Of a name
 * that is there twice the last one holds, as in JSON.
 *
 * @example parseYamlText('asyncapi: 3.0.0') // { values: [{ asyncapi: '3.0.0' }] }
 */
export function parseYamlText(text: string): ParsedText {
  if (text.length > LARGEST_YAML) return { problem: TOO_LARGE };
  try {
    const document = parseDocument(text, { schema: 'core', version: '1.2', uniqueKeys: false });
    const [error] = document.errors;
    if (error) return { problem: notYaml(error.linePos?.[0]) };
    return { values: [document.toJS({ maxAliasCount: MOST_ALIASES })] };
  } catch (error) {
    // Aliases beyond the bound, or one without its anchor, come to light only here; nesting may exhaust the stack.
    return { problem: error instanceof ReferenceError ? ALIASES : TOO_DEEP };
  }
}

function notYaml(place: { readonly line: number; readonly col: number } | undefined): Text {
  if (!place) return { ko: 'YAML이 아닙니다.', en: 'This is no YAML.' };
  return {
    ko: `YAML이 아닙니다. ${place.line}번째 줄 ${place.col}번째 글자를 확인하세요.`,
    en: `This is no YAML. Look at line ${place.line}, column ${place.col}.`,
  };
}

const TOO_LARGE: Text = {
  ko: 'YAML로는 256 KiB까지 읽습니다. JSON으로 바꾸거나 나누어 가져오세요.',
  en: 'YAML is read up to 256 KiB. Convert it to JSON, or bring it in parts.',
};
const ALIASES: Text = {
  ko: 'YAML의 별칭(*이름)이 너무 많거나, 가리키는 곳이 없습니다. 별칭을 내용으로 바꿔서 가져오세요.',
  en: 'The YAML has too many aliases (*name), or one that names nothing. Write what they stand for in their places.',
};
const TOO_DEEP: Text = {
  ko: '문서가 너무 깊게 겹쳐 있습니다.',
  en: 'The document is nested too deeply.',
};
