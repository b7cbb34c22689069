import { describe, expect, it } from 'vitest';
import { withParticle, withRightParticles } from './korean.ts';

describe('withParticle', () => {
  it.each([
    ['고객 번호', '으로', '고객 번호로'],
    ['종목', '으로', '종목으로'],
    ['지점별', '으로', '지점별로'],
    ['금액', '이', '금액이'],
    ['계좌', '이', '계좌가'],
    ['보험', '은', '보험은'],
    ['서울', '을', '서울을'],
    ['나루', '과', '나루와'],
    ['3', '이', '3이'],
    ['2', '으로', '2로'],
    ['7', '으로', '7로'],
    ['amount', '이', 'amount가'],
    ['email', '으로', 'email로'],
    ['email', '은', 'email은'],
    ['"web"', '으로', '"web"로'],
    ['(금액)', '을', '(금액)을'],
    ['', '이', '가'],
  ] as const)('%s + %s', (word, particle, together) => {
    expect(withParticle(word, particle)).toBe(together);
  });
});

describe('withRightParticles', () => {
  it.each([
    ['"crm.visit.logged"을(를) 저장했습니다.', '"crm.visit.logged"를 저장했습니다.'],
    ['‘금액’이(가) 없고 ‘계좌’이(가) 있습니다.', '‘금액’이 없고 ‘계좌’가 있습니다.'],
    ['"email"(으)로 보냅니다.', '"email"로 보냅니다.'],
    ['"claim"(이)라는 단계가 없습니다.', '"claim"이라는 단계가 없습니다.'],
    ['(으)로 끝남', '(으)로 끝남'],
    ['은(는) 그대로', '은(는) 그대로'],
  ])('%s', (sentence, right) => {
    expect(withRightParticles(sentence)).toBe(right);
  });
});
