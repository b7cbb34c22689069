export const ko = {
  checking: '문제가 없는지 확인하는 중입니다…',
  none: '문제 없음',
  noneHelp: '배포할 수 있습니다.',
  errors: '오류 {{number}}',
  hints: '확인할 점 {{number}}',
  error: '오류',
  hint: '확인할 점',
  wholeFlow: '흐름 전체',
  inFile: '파일',
  fileHelp: '폴더의 파일에 오류가 있어 이전 버전이 계속 실행됩니다.',
};

export const en: typeof ko = {
  checking: 'Looking for problems…',
  none: 'No problems',
  noneHelp: 'The flow can be deployed.',
  errors: 'Errors {{number}}',
  hints: 'Hints {{number}}',
  error: 'Error',
  hint: 'Hint',
  wholeFlow: 'Whole flow',
  inFile: 'File',
  fileHelp: 'The file in the folder is faulty; the version before it goes on running.',
};
