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
  failed: {
    title: '불러오지 못했습니다',
    unreachable: '서버에 연결할 수 없습니다. 서버가 실행 중인지 확인하세요.',
    unexpected: '서버의 응답을 이해할 수 없습니다. 페이지를 새로 고친 뒤 다시 시도하세요.',
    other: '요청을 처리하지 못했습니다 ({{detail}}).',
  },
  crashed: {
    title: '화면을 표시하지 못했습니다',
    text: '저장된 내용은 그대로 있습니다. 페이지를 새로 고치세요.',
    reload: '새로 고침',
  },
  status: { running: '실행 중', stopped: '중지됨', undeployed: '배포 전', faulty: '오류 있음' },
  simulated: '시뮬레이션',
  perSecond: '{{rate}}건/초',
};

export const en = {
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  delete: 'Delete',
  retry: 'Try again',
  save: 'Save',
  search: 'Search',
  more: 'More',
  loading: 'Loading…',
  failed: {
    title: 'This could not be loaded',
    unreachable: 'The server cannot be reached. Check that it is running.',
    unexpected: 'The server’s answer could not be understood. Reload the page and try again.',
    other: 'The request failed ({{detail}}).',
  },
  crashed: {
    title: 'This page could not be shown',
    text: 'What was saved is still there. Reload the page.',
    reload: 'Reload',
  },
  status: { running: 'Running', stopped: 'Stopped', undeployed: 'Not deployed', faulty: 'Faulty' },
  simulated: 'Simulated',
  perSecond: '{{rate}}/s',
};
