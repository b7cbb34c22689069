import type { SeededRandom } from './seeded-random.ts';

type Merchant = [
  id: string,
  name: string,
  category: string,
  lat: number,
  lon: number,
  partner: boolean,
  coupon: string,
];

/** Where the merchants stand: busy places of Seoul and Busan. */
const PLACES = [
  { name: '강남', lat: 37.4979, lon: 127.0276 },
  { name: '서초', lat: 37.4837, lon: 127.0324 },
  { name: '잠실', lat: 37.5133, lon: 127.1002 },
  { name: '성수', lat: 37.5446, lon: 127.0557 },
  { name: '홍대', lat: 37.5563, lon: 126.9236 },
  { name: '합정', lat: 37.5499, lon: 126.9139 },
  { name: '신촌', lat: 37.5559, lon: 126.9368 },
  { name: '종로', lat: 37.5704, lon: 126.9921 },
  { name: '광화문', lat: 37.572, lon: 126.9769 },
  { name: '명동', lat: 37.5636, lon: 126.9869 },
  { name: '이태원', lat: 37.5345, lon: 126.9941 },
  { name: '노원', lat: 37.6542, lon: 127.0568 },
  { name: '해운대', lat: 35.1631, lon: 129.1636 },
  { name: '센텀', lat: 35.1691, lon: 129.1316 },
  { name: '서면', lat: 35.1579, lon: 129.0592 },
  { name: '광안리', lat: 35.1532, lon: 129.1186 },
  { name: '남포', lat: 35.0979, lon: 129.0346 },
  { name: '동래', lat: 35.2048, lon: 129.0837 },
] as const;

const SHOPS: Readonly<Record<string, readonly string[]>> = {
  coffee: ['나루커피', '물결커피', '달빛로스터스', '한모금'],
  restaurant: ['나루식당', '들밥', '소담면옥', '바다상회'],
  grocery: ['햇살마트', '동네장터', '푸른장보기'],
  fashion: ['옷고름', '결스튜디오', '누빔'],
  electronics: ['전자숲', '번개전자'],
  beauty: ['고운결', '맑음뷰티'],
  bookstore: ['느린책방', '책나루'],
  travel: ['길동무여행', '나들목투어'],
};

const COUPONS: Readonly<Record<string, readonly string[]>> = {
  coffee: ['아메리카노 1잔 무료', '음료 20% 할인', '음료 2잔 주문 시 쿠키 증정'],
  restaurant: ['전 메뉴 10% 할인', '2인 식사 시 음료 무료', '점심 세트 3,000원 할인'],
  grocery: ['5만원 이상 구매 시 5,000원 할인', '신선식품 10% 할인'],
  fashion: ['신상품 15% 할인', '10만원 이상 구매 시 1만원 할인'],
  electronics: ['액세서리 20% 할인', '보호필름 무료 부착'],
  beauty: ['체험 세트 증정', '전 품목 10% 할인'],
  bookstore: ['도서 10% 할인', '문구 3,000원 할인'],
  travel: ['국내 여행 상품 5% 할인', '공항 라운지 1회 무료'],
};

/**
 * The merchants that the tests of the flow files name, in places where no other merchant is near: on Yeouido a partner
 * with a coupon of its own, a nearer shop without coupon, and two with coupons, 250 m and 600 m to the north; at
 * the airport a partner alone.
 */
const KNOWN: readonly Merchant[] = [
  ['M0001', '나루식당 여의도점', 'restaurant', 37.5219, 126.9245, true, '전 메뉴 10% 할인'],
  ['M0002', '물결커피 여의도점', 'coffee', 37.52415, 126.9245, false, '음료 20% 할인'],
  ['M0003', '책나루 여의도점', 'bookstore', 37.5273, 126.9245, true, '도서 10% 할인'],
  ['M0004', '나들목투어 공항점', 'travel', 37.4602, 126.4407, true, '공항 라운지 1회 무료'],
  ['M0005', '햇살마트 여의도점', 'grocery', 37.5229, 126.9245, false, ''],
];

/** Within about 700 m of the middle of a place, to five decimals (about a metre). */
function near(degrees: number, random: SeededRandom): number {
  return Math.round((degrees + (random.next() - 0.5) * 0.013) * 1e5) / 1e5;
}

/** Made-up merchants, the known ones first. */
export function makeMerchants(
  random: SeededRandom,
  count: number,
  categories: readonly string[],
): Merchant[] {
  return Array.from({ length: count }, (_, i): Merchant => {
    const known = KNOWN[i];
    if (known) return known;
    const place = PLACES[i % PLACES.length];
    // as a street in Seoul has it
    const category = random.chance(0.3) ? 'coffee' : random.pick(categories);
    return [
      `M${String(i + 1).padStart(4, '0')}`,
      `${random.pick(SHOPS[category])} ${place.name}${Math.floor(i / PLACES.length) + 1}호점`,
      category,
      near(place.lat, random),
      near(place.lon, random),
      random.chance(0.4),
      random.chance(0.4) ? random.pick(COUPONS[category]) : '',
    ];
  });
}
