import type { Text } from '../../nodes/kit/text.ts';

/** Why a delivery was dropped whose deadline has passed. */
export const EXPIRED: Text = {
  ko: '정해진 기한이 지나 실행하지 않았습니다.',
  en: 'Its deadline had passed, so it was not made.',
};
