/** The help of a node: its frame. What it says of each kind lies in editor/help. */
export const ko = {
  title: '도움말',
  picture: '지금 설정대로라면',
  examples: '예시 넣기',
  use: '예시 넣기: {{name}}',
};

export const en = {
  title: 'Help',
  picture: 'As it is set now',
  examples: 'Put in an example',
  use: 'Put in the example: {{name}}',
};
