/** flows/catalogue/declared.json: whether the event types that people declared can be used. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { CATALOGUE_FILE, CATALOGUE_FOLDER, readFile } from '../store/catalogue-store.ts';
import type { Examination } from './finding.ts';
import { textOfFile } from './text-of-file.ts';

export function checkCatalogue({ flows, add }: Examination): void {
  const path = join(flows, CATALOGUE_FOLDER, CATALOGUE_FILE);
  // Nobody has declared anything yet.
  if (!existsSync(path)) return;
  const text = textOfFile(path);
  if (typeof text !== 'string') {
    add({ severity: 'wrong', what: fill(UNREADABLE, { code: text.code }), todo: PERMISSIONS });
    return;
  }
  const read = readFile(new TextEncoder().encode(text));
  if ('problem' in read) {
    const { ko, en } = read.problem;
    add({ severity: 'wrong', what: { ko: `${WRONG.ko} ${ko}`, en: `${WRONG.en} ${en}` }, todo: MEND });
    return;
  }
  add({ severity: 'fine', what: fill(WHOLE, { count: read.types.length }) });
}

const WHOLE: Text = {
  ko: '카탈로그: 등록한 이벤트 종류 {count}개에 잘못된 곳이 없습니다.',
  en: 'Catalogue: nothing is wrong with the {count} event types that were declared.',
};
const UNREADABLE: Text = {
  ko: '카탈로그: flows/catalogue/declared.json을 읽을 수 없습니다({code}).',
  en: 'Catalogue: flows/catalogue/declared.json cannot be read ({code}).',
};
const PERMISSIONS: Text = {
  ko: '나루를 실행하는 사용자가 읽고 쓸 수 있게 권한을 바꾸세요.',
  en: 'Change the permissions so that the user who runs Naru can read and write it.',
};
const WRONG: Text = {
  ko: '카탈로그: flows/catalogue/declared.json에 잘못된 곳이 있습니다.',
  en: 'Catalogue: flows/catalogue/declared.json is wrong.',
};
const MEND: Text = {
  ko: '파일을 고치거나 백업의 파일로 바꾸세요. 그때까지 나루는 이벤트 종류를 저장하지 않으며, 다시 시작하면 등록한 이벤트 종류를 모릅니다.',
  en: 'Mend the file, or put that of a backup there. Until then Naru saves no event type, and after a start it knows none of those that were declared.',
};
