/** What an import could not take, or took otherwise: said once each, with the places at which it was so. */
import { fill, type Text } from '../../nodes/kit/text.ts';

export interface ImportNote {
  readonly message: Text;
  /** Where in the document, the first ones. */
  readonly places: readonly string[];
  /** How often in all. */
  readonly count: number;
}

const PLACES = 5;
const MOST = 100;

export class ImportNotes {
  private readonly byText = new Map<string, { message: Text; places: string[]; count: number }>();

  /** @param reason comes after the sentence */
  add(message: Text, place: string, values: Record<string, string | number> = {}, reason?: Text): void {
    const alone = fill(message, values);
    const filled = reason ? { ko: `${alone.ko} ${reason.ko}`, en: `${alone.en} ${reason.en}` } : alone;
    const known = this.byText.get(filled.en);
    if (!known) {
      if (this.byText.size < MOST)
        this.byText.set(filled.en, { message: filled, places: [place.slice(0, 200)], count: 1 });
      return;
    }
    known.count++;
    if (known.places.length < PLACES) known.places.push(place.slice(0, 200));
  }

  get all(): ImportNote[] {
    return [...this.byText.values()];
  }
}

export const NOTES = {
  remote: {
    ko: '다른 문서를 가리키는 $ref ‘{ref}’은(는) 가져오지 않았습니다. 그 내용을 이 문서 안에 넣어 주세요.',
    en: 'A $ref to another document, “{ref}”, is never fetched. Put what it names into this document.',
  },
  missing: {
    ko: '$ref ‘{ref}’이(가) 가리키는 곳이 문서에 없습니다.',
    en: 'The $ref “{ref}” leads to nothing in this document.',
  },
  cycle: {
    ko: '자기 자신을 다시 가리키는 $ref는 한 번만 따라갔습니다.',
    en: 'A $ref that leads back to itself was followed once only.',
  },
  deep: {
    ko: '너무 깊게 겹쳐 있는 부분은 가져오지 않았습니다.',
    en: 'What lies too deep was left out.',
  },
  large: {
    ko: '문서가 너무 커서 나머지는 가져오지 않았습니다.',
    en: 'The document is too large; the rest was left out.',
  },
  manyFields: {
    ko: '항목이 200개를 넘어 나머지는 가져오지 않았습니다.',
    en: 'More than 200 fields: the rest was left out.',
  },
  badName: {
    ko: '항목 이름 ‘{name}’은(는) 경로로 쓸 수 없어 가져오지 않았습니다.',
    en: 'The field name “{name}” cannot be part of a path, and was left out.',
  },
  rules: {
    ko: '‘{rule}’ 규칙은 카탈로그에 담지 않습니다.',
    en: 'The catalogue does not keep rules such as “{rule}”.',
  },
  choice: {
    ko: '‘{rule}’은(는) 형식 하나로 정할 수 없어 ‘종류 모름’으로 가져왔습니다.',
    en: '“{rule}” is no single type; the field was taken as unknown.',
  },
  types: {
    ko: '형식이 여럿인 항목은 ‘종류 모름’으로 가져왔습니다.',
    en: 'A field with several types was taken as unknown.',
  },
  items: {
    ko: '목록 안의 항목은 경로로 가리킬 수 없어 목록 자체만 가져왔습니다.',
    en: 'A path does not go into lists: the list was taken, and not what is in it.',
  },
  values: {
    ko: '허용 값 가운데 항목의 형식과 다른 것은 빼고 가져왔습니다.',
    en: 'Allowed values that are not of the field’s type were left out.',
  },
  example: {
    ko: '항목의 형식과 다르거나 너무 긴 예시는 가져오지 않았습니다.',
    en: 'Examples that are not of the field’s type, or too long, were left out.',
  },
  notSchema: {
    ko: '‘{name}’은(는) 항목이 있는 객체의 스키마가 아니어서 가져오지 않았습니다.',
    en: '“{name}” is no schema of an object with fields, and was left out.',
  },
  twice: {
    ko: '이벤트 종류 ‘{name}’이(가) 두 번 있어 처음 것만 가져왔습니다.',
    en: 'The event type “{name}” is there twice; the first was taken.',
  },
  refused: {
    ko: '‘{name}’을(를) 가져오지 않았습니다.',
    en: '“{name}” was left out.',
  },
  format: {
    ko: '페이로드 형식 ‘{name}’은(는) 읽지 않습니다. JSON Schema만 읽습니다.',
    en: 'A payload in the format “{name}” is not read; only JSON Schema is.',
  },
  noPayload: {
    ko: '메시지 ‘{name}’에 페이로드 스키마가 없어 항목 없이 가져왔습니다.',
    en: 'The message “{name}” has no schema of its payload; it was taken without fields.',
  },
  traits: {
    ko: '메시지의 traits와 headers는 가져오지 않습니다.',
    en: 'Traits and headers of messages are not taken.',
  },
} as const satisfies Record<string, Text>;
