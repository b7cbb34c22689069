/** Words that stand in several areas. */
export const ko = {
  cancel: '취소',
  close: '닫기',
  copy: '복사',
  delete: '삭제',
  retry: '다시 시도',
  save: '저장',
  search: '검색',
  more: '더 보기',
  loading: '불러오는 중입니다…',
};

export const en: typeof ko = {
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  delete: 'Delete',
  retry: 'Try again',
  save: 'Save',
  search: 'Search',
  more: 'More',
  loading: 'Loading…',
};
