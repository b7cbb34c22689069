/**
 * The reference tables that ship: made-up people, consultants and merchants, the same on every run.
 * The first rows are written by hand, because the tests inside the flow files stand on them.
 */
import { MERCHANT_CATEGORIES, OCCUPATIONS } from '../catalogue/vocabulary.ts';
import { formatCsv } from './format-csv.ts';
import { makeMerchants } from './make-merchants.ts';
import { seededRandom } from './seeded-random.ts';

const SEED = 20_260_302;
const CUSTOMERS = 400;
const CONSULTANTS = 200;
const MERCHANTS = 320;

const SURNAMES = [
  ['김', 'kim'],
  ['이', 'lee'],
  ['박', 'park'],
  ['최', 'choi'],
  ['정', 'jung'],
  ['강', 'kang'],
  ['조', 'cho'],
  ['윤', 'yoon'],
  ['장', 'jang'],
  ['임', 'lim'],
  ['한', 'han'],
  ['오', 'oh'],
  ['서', 'seo'],
  ['신', 'shin'],
  ['권', 'kwon'],
  ['황', 'hwang'],
  ['안', 'ahn'],
  ['송', 'song'],
  ['류', 'ryu'],
  ['홍', 'hong'],
] as const;

const GIVEN_NAMES: Readonly<Record<'F' | 'M', readonly (readonly [string, string])[]>> = {
  F: [
    ['서연', 'seoyeon'],
    ['서윤', 'seoyun'],
    ['지우', 'jiwoo'],
    ['하은', 'haeun'],
    ['하윤', 'hayun'],
    ['민서', 'minseo'],
    ['수아', 'sua'],
    ['지아', 'jia'],
    ['채원', 'chaewon'],
    ['은서', 'eunseo'],
    ['미영', 'miyoung'],
    ['은정', 'eunjung'],
    ['혜진', 'hyejin'],
    ['경희', 'kyunghee'],
    ['영숙', 'youngsook'],
    ['수진', 'sujin'],
    ['유나', 'yuna'],
    ['보라', 'bora'],
  ],
  M: [
    ['민준', 'minjun'],
    ['서준', 'seojun'],
    ['도윤', 'doyun'],
    ['예준', 'yejun'],
    ['하준', 'hajun'],
    ['은우', 'eunwoo'],
    ['지호', 'jiho'],
    ['준서', 'junseo'],
    ['현우', 'hyunwoo'],
    ['성민', 'sungmin'],
    ['정훈', 'junghoon'],
    ['동현', 'donghyun'],
    ['상철', 'sangchul'],
    ['영수', 'youngsoo'],
    ['재호', 'jaeho'],
    ['태영', 'taeyoung'],
    ['진우', 'jinwoo'],
    ['건우', 'gunwoo'],
  ],
};

const BRANCHES = [
  '강남지점',
  '서초지점',
  '송파지점',
  '마포지점',
  '종로지점',
  '영등포지점',
  '노원지점',
  '성동지점',
  '해운대지점',
  '서면지점',
  '남포지점',
  '동래지점',
] as const;

const CUSTOMER_COLUMNS = [
  'customerId',
  'name',
  'age',
  'gender',
  'occupation',
  'email',
  'phone',
  'consultantId',
  'grade',
  'avgMonthlySpend',
  'delinquent',
  'hasAuto',
  'hasHealth',
  'hasLife',
] as const;

type Cell = string | number | boolean;

/** The people that the tests of the flow files name: age, gender, occupation, consultant, grade, spend, delinquent, auto, health, life. */
const KNOWN_CUSTOMERS: readonly (readonly Cell[])[] = [
  ['김민준', 'minjun.kim', 45, 'M', 'office-worker', 'E001', 'VIP', 2_400_000, false, true, false, true],
  ['이서연', 'seoyeon.lee', 38, 'F', 'self-employed', 'E002', 'GOLD', 1_100_000, false, true, true, false],
  ['박도윤', 'doyun.park', 29, 'M', 'engineer', 'E003', 'BASIC', 450_000, false, false, true, true],
  ['최지우', 'jiwoo.choi', 41, 'F', 'teacher', 'E001', 'VIP', 1_900_000, true, true, true, true],
  ['정하준', 'hajun.jung', 39, 'M', 'driver', 'E004', 'GOLD', 800_000, true, true, false, true],
  ['강수아', 'sua.kang', 40, 'F', 'nurse', 'E005', 'BASIC', 620_000, false, false, false, false],
  ['조은우', 'eunwoo.cho', 52, 'M', 'public-servant', 'E006', 'GOLD', 1_500_000, false, true, true, true],
  ['윤하은', 'haeun.yoon', 33, 'F', 'homemaker', '', 'BASIC', 380_000, false, true, true, true],
  ['장지호', 'jiho.jang', 27, 'M', 'student', 'E999', 'BASIC', 150_000, false, false, true, true],
];

function makeCustomers(): Cell[][] {
  const random = seededRandom(SEED);
  return Array.from({ length: CUSTOMERS }, (_, i) => {
    const number = String(i + 1).padStart(4, '0');
    const [name, mailbox, age, gender, occupation, ...rest] =
      KNOWN_CUSTOMERS[i] ?? inventCustomer(random, number);
    return [
      `C${number}`,
      name,
      age,
      gender,
      occupation,
      `${mailbox}@example.com`,
      `010-0000-${number}`,
      ...rest,
    ];
  });
}

function inventCustomer(random: ReturnType<typeof seededRandom>, number: string): Cell[] {
  const gender = random.pick(['F', 'M'] as const);
  const { name, mailbox } = inventName(random, gender, number);
  const age = random.int(20, 74);
  const occupation = age >= 66 ? 'retired' : age <= 24 ? 'student' : random.pick(OCCUPATIONS.slice(0, 8));
  const consultantId = random.chance(0.03) ? '' : `E${String(random.int(1, CONSULTANTS)).padStart(3, '0')}`;
  const dice = random.next();
  const grade = dice < 0.14 ? 'VIP' : dice < 0.42 ? 'GOLD' : 'BASIC';
  const spend = { VIP: [1_500_000, 4_000_000], GOLD: [700_000, 1_800_000], BASIC: [80_000, 900_000] }[grade];
  return [
    name,
    mailbox,
    age,
    gender,
    occupation,
    consultantId,
    grade,
    random.step(spend[0], spend[1], 10_000),
    random.chance(0.08),
    random.chance(0.65),
    random.chance(0.5),
    random.chance(0.4),
  ];
}

function inventName(random: ReturnType<typeof seededRandom>, gender: 'F' | 'M', number: string) {
  const [surname, surnameLatin] = random.pick(SURNAMES);
  const [given, givenLatin] = random.pick(GIVEN_NAMES[gender]);
  return { name: `${surname}${given}`, mailbox: `${givenLatin}.${surnameLatin}${number}` };
}

function makeConsultants(): Cell[][] {
  const random = seededRandom(SEED + 1);
  return Array.from({ length: CONSULTANTS }, (_, i) => {
    const number = String(i + 1).padStart(3, '0');
    const { name, mailbox } = inventName(random, random.pick(['F', 'M'] as const), `.e${number}`);
    return [`E${number}`, name, `${mailbox}@example.com`, `010-0000-5${number}`, random.pick(BRANCHES)];
  });
}

/** The CSV text of each table by its name. */
export function madeUpTables(): Record<'customers' | 'consultants' | 'merchants', string> {
  return {
    customers: formatCsv(CUSTOMER_COLUMNS, makeCustomers()),
    consultants: formatCsv(['consultantId', 'name', 'email', 'phone', 'branch'], makeConsultants()),
    merchants: formatCsv(
      ['merchantId', 'name', 'category', 'lat', 'lon', 'partner', 'coupon'],
      makeMerchants(seededRandom(SEED + 2), MERCHANTS, MERCHANT_CATEGORIES),
    ),
  };
}
