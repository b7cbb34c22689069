/** What a disk answers that refuses to be written, for people. */
import { fill, type Text } from '../../nodes/kit/text.ts';
import { codeOf } from './segment-piece.ts';

const TROUBLES: Readonly<Record<string, Text>> = {
  ENOSPC: {
    ko: '디스크에 남은 공간이 없어 이벤트를 저장하지 못하고 있습니다. 공간을 확보하면 자동으로 이어집니다.',
    en: 'The disk is full, so events cannot be stored. They will be as soon as there is room.',
  },
  EDQUOT: {
    ko: '디스크 사용 한도에 도달하여 이벤트를 저장하지 못하고 있습니다. 공간을 확보하면 자동으로 이어집니다.',
    en: 'The disk quota is used up, so events cannot be stored. They will be as soon as there is room.',
  },
  EROFS: {
    ko: '디스크가 읽기 전용 상태여서 이벤트를 저장하지 못하고 있습니다.',
    en: 'The disk can only be read, so events cannot be stored.',
  },
  EIO: {
    ko: '디스크에 오류가 있어 이벤트를 저장하지 못하고 있습니다. 디스크 상태를 확인하세요.',
    en: 'The disk fails, so events cannot be stored. Check its condition.',
  },
};

const OTHER: Text = {
  ko: '이벤트를 저장하지 못하고 있습니다: {error}',
  en: 'Events cannot be stored: {error}',
};

export function diskTrouble(error: unknown): Text {
  return TROUBLES[codeOf(error) ?? ''] ?? fill(OTHER, { error: String(error) });
}
