/**
 * flows/catalogue: the event types that ship, so that a form can offer their fields and a person can see what an
 * event means before the first one has come in.
 */
import type { EventTypeInfo } from '../../nodes/kit/define-node.ts';
import type { FieldInfo } from '../../nodes/kit/field.ts';
import {
  ACCIDENT_TYPES,
  CLAIM_CHANNELS,
  INQUIRY_CHANNELS,
  INQUIRY_TOPICS,
  INSURANCE_PRODUCTS,
  MERCHANT_CATEGORIES,
  ORDER_SIDES,
  PROFILE_CHANNELS,
  PROFILE_ITEMS,
  TRANSACTION_CHANNELS,
  TRANSACTION_DIRECTIONS,
} from './vocabulary.ts';

const customerId: FieldInfo = {
  path: 'customerId',
  type: 'string',
  label: { ko: '고객 번호', en: 'Customer id' },
  description: { ko: '고객 테이블의 번호입니다.', en: 'The id in the customers table.' },
  example: 'C0001',
};

const cardNo: FieldInfo = {
  path: 'cardNo',
  type: 'string',
  label: { ko: '카드 번호', en: 'Card number' },
  description: { ko: '가운데를 가린 카드 번호입니다.', en: 'The card number, its middle masked.' },
  example: '9410-****-****-0001',
};

const accountNo: FieldInfo = {
  path: 'accountNo',
  type: 'string',
  label: { ko: '계좌 번호', en: 'Account number' },
  example: '110-0001-01',
};

const product: FieldInfo = {
  path: 'product',
  type: 'string',
  label: { ko: '상품', en: 'Product' },
  values: INSURANCE_PRODUCTS,
  example: 'auto',
};

const accidentType: FieldInfo = {
  path: 'accidentType',
  type: 'string',
  label: { ko: '사고 유형', en: 'Kind of accident' },
  values: ACCIDENT_TYPES,
  example: 'car-crash',
};

/** An amount in whole won. */
function won(
  path: string,
  ko: string,
  en: string,
  example: number,
  description?: FieldInfo['description'],
): FieldInfo {
  return {
    path,
    type: 'number',
    label: { ko, en },
    description: description ?? { ko: '원 단위 금액입니다.', en: 'An amount in whole won.' },
    example,
  };
}

const quoteRequested: EventTypeInfo = {
  type: 'insurance.quote.requested',
  name: { ko: '보험료 견적 요청', en: 'Quote requested' },
  description: {
    ko: '고객이 웹에서 보험료를 조회했습니다. 타사와 비교한 경우 타사 보험료가 함께 옵니다.',
    en: 'A customer asked for a premium on the web. Where he compared, the premium of a competitor comes along.',
  },
  fields: [
    {
      path: 'quoteId',
      type: 'string',
      label: { ko: '견적 번호', en: 'Quote id' },
      example: 'Q-20260302-0017',
    },
    customerId,
    product,
    won('premium', '산출 보험료', 'Premium', 820_000),
    won('competitorPremium', '타사 보험료', 'Premium of a competitor', 765_000, {
      ko: '고객이 비교한 타사 보험료입니다(원). 비교하지 않았으면 없습니다.',
      en: 'The premium (won) that the customer compared with; missing where he did not compare.',
    }),
    {
      path: 'email',
      type: 'string',
      label: { ko: '이메일', en: 'E-mail' },
      description: {
        ko: '고객이 견적 화면에 입력한 주소입니다.',
        en: 'As the customer typed it into the quote form.',
      },
      example: 'visitor@example.com',
    },
    {
      path: 'phone',
      type: 'string',
      label: { ko: '전화번호', en: 'Phone' },
      description: {
        ko: '고객이 견적 화면에 입력한 번호입니다.',
        en: 'As the customer typed it into the quote form.',
      },
      example: '010-0000-9001',
    },
  ],
};

const inquiryReceived: EventTypeInfo = {
  type: 'insurance.inquiry.received',
  name: { ko: '고객 문의 접수', en: 'Inquiry received' },
  description: {
    ko: '홈페이지, 콜센터, 지점, 컨설턴트를 통해 고객 문의가 들어왔습니다.',
    en: 'A customer asked something on the web, by phone, in a branch or through the consultant.',
  },
  fields: [
    {
      path: 'inquiryId',
      type: 'string',
      label: { ko: '문의 번호', en: 'Inquiry id' },
      example: 'I-20260302-0101',
    },
    customerId,
    {
      path: 'channel',
      type: 'string',
      label: { ko: '접수 채널', en: 'Channel' },
      values: INQUIRY_CHANNELS,
      example: 'call-center',
    },
    {
      path: 'topic',
      type: 'string',
      label: { ko: '문의 주제', en: 'Topic' },
      description: {
        ko: 'join 가입, product 상품, maturity 만기, change 계약 변경, premium 보험료, payout 보험금, cancel 해지',
        en: 'join: to take out a policy; product; maturity; change of the contract; premium; payout; cancel',
      },
      values: INQUIRY_TOPICS,
      example: 'maturity',
    },
    {
      ...accidentType,
      description: {
        ko: '보험금 문의에서 고객이 말한 사고 유형입니다. 없을 수 있습니다.',
        en: 'The kind of accident that an inquiry about a payout names; may be missing.',
      },
    },
    {
      path: 'daysToMaturity',
      type: 'number',
      label: { ko: '만기까지 남은 일수', en: 'Days to maturity' },
      description: { ko: '만기 문의일 때만 있습니다.', en: 'Only where the inquiry is about maturity.' },
      example: 21,
    },
    { path: 'note', type: 'string', label: { ko: '메모', en: 'Note' }, example: '만기 환급금이 궁금합니다.' },
  ],
};

const applicationReceived: EventTypeInfo = {
  type: 'insurance.application.received',
  name: { ko: '가입 접수', en: 'Application received' },
  description: { ko: '고객이 보험 가입을 신청했습니다.', en: 'A customer applied for a policy.' },
  fields: [
    {
      path: 'applicationId',
      type: 'string',
      label: { ko: '가입 신청 번호', en: 'Application id' },
      example: 'A-20260303-0042',
    },
    customerId,
    product,
    won('premium', '보험료', 'Premium', 790_000),
  ],
};

const profileChanged: EventTypeInfo = {
  type: 'insurance.profile.changed',
  name: { ko: '고객 정보 변경', en: 'Profile changed' },
  description: {
    ko: '고객이 웹이나 전화로 주소, 전화번호, 계좌, 비밀번호를 바꿨습니다.',
    en: 'A customer changed the address, phone, account or password, on the web or by phone.',
  },
  fields: [
    customerId,
    {
      path: 'channel',
      type: 'string',
      label: { ko: '변경 채널', en: 'Channel' },
      values: PROFILE_CHANNELS,
      example: 'web',
    },
    {
      path: 'item',
      type: 'string',
      label: { ko: '변경 항목', en: 'What changed' },
      values: PROFILE_ITEMS,
      example: 'account',
    },
  ],
};

const claimReceived: EventTypeInfo = {
  type: 'insurance.claim.received',
  name: { ko: '보험금 청구 접수', en: 'Claim received' },
  description: { ko: '고객이 보험금을 청구했습니다.', en: 'A customer claimed a payout.' },
  fields: [
    {
      path: 'claimId',
      type: 'string',
      label: { ko: '청구 번호', en: 'Claim id' },
      example: 'K-20260310-0007',
    },
    customerId,
    {
      path: 'channel',
      type: 'string',
      label: { ko: '청구 채널', en: 'Channel' },
      values: CLAIM_CHANNELS,
      example: 'web',
    },
    accidentType,
    won('amount', '청구 금액', 'Amount claimed', 3_200_000),
  ],
};

const transactionPosted: EventTypeInfo = {
  type: 'bank.transaction.posted',
  name: { ko: '입출금 거래', en: 'Transaction posted' },
  description: {
    ko: '예금 계좌에 입금이나 출금이 기록되었습니다.',
    en: 'A deposit or withdrawal was posted to an account.',
  },
  fields: [
    {
      path: 'transactionId',
      type: 'string',
      label: { ko: '거래 번호', en: 'Transaction id' },
      example: 'T-000123',
    },
    accountNo,
    customerId,
    {
      path: 'direction',
      type: 'string',
      label: { ko: '입출금 구분', en: 'Direction' },
      values: TRANSACTION_DIRECTIONS,
      example: 'deposit',
    },
    won('amount', '거래 금액', 'Amount', 2_900_000),
    {
      path: 'channel',
      type: 'string',
      label: { ko: '거래 채널', en: 'Channel' },
      values: TRANSACTION_CHANNELS,
      example: 'atm',
    },
  ],
};

const paymentApproved: EventTypeInfo = {
  type: 'card.payment.approved',
  name: { ko: '카드 결제 승인', en: 'Card payment approved' },
  description: {
    ko: '가맹점에서 카드 결제가 승인되었습니다.',
    en: 'A card payment at a merchant was approved.',
  },
  fields: [
    {
      path: 'approvalId',
      type: 'string',
      label: { ko: '승인 번호', en: 'Approval id' },
      example: 'P-000917',
    },
    cardNo,
    customerId,
    { path: 'merchantId', type: 'string', label: { ko: '가맹점 번호', en: 'Merchant id' }, example: 'M0001' },
    {
      path: 'category',
      type: 'string',
      label: { ko: '업종', en: 'Category' },
      values: MERCHANT_CATEGORIES,
      example: 'coffee',
    },
    won('amount', '결제 금액', 'Amount', 128_000),
    {
      path: 'lat',
      type: 'number',
      label: { ko: '위도', en: 'Latitude' },
      description: { ko: '결제한 곳의 위도(도)입니다.', en: 'Where the payment was made, in degrees.' },
      example: 37.4979,
    },
    {
      path: 'lon',
      type: 'number',
      label: { ko: '경도', en: 'Longitude' },
      description: { ko: '결제한 곳의 경도(도)입니다.', en: 'Where the payment was made, in degrees.' },
      example: 127.0276,
    },
  ],
};

const limitExceeded: EventTypeInfo = {
  type: 'card.limit.exceeded',
  name: { ko: '카드 한도 초과', en: 'Card limit exceeded' },
  description: {
    ko: '결제하려는 금액이 카드 한도를 넘어 승인이 거절되었습니다.',
    en: 'A payment was declined because it went over the limit of the card.',
  },
  fields: [
    cardNo,
    customerId,
    { path: 'merchantId', type: 'string', label: { ko: '가맹점 번호', en: 'Merchant id' }, example: 'M0001' },
    won('amount', '결제 시도 금액', 'Amount tried', 640_000),
    won('limit', '현재 한도', 'Limit now', 3_000_000),
  ],
};

const orderExecuted: EventTypeInfo = {
  type: 'securities.order.executed',
  name: { ko: '주식 주문 체결', en: 'Order executed' },
  description: { ko: '매수나 매도 주문이 체결되었습니다.', en: 'An order to buy or sell was executed.' },
  fields: [
    { path: 'orderId', type: 'string', label: { ko: '주문 번호', en: 'Order id' }, example: 'O-000311' },
    accountNo,
    customerId,
    {
      path: 'side',
      type: 'string',
      label: { ko: '매수·매도', en: 'Side' },
      values: ORDER_SIDES,
      example: 'buy',
    },
    { path: 'symbol', type: 'string', label: { ko: '종목', en: 'Symbol' }, example: 'NARU' },
    { path: 'quantity', type: 'number', label: { ko: '수량', en: 'Quantity' }, example: 30 },
    won('price', '체결 단가', 'Price', 71_300),
  ],
};

/** The event types that ship. People may add their own; a flow may also use a type that no catalogue knows. */
export const shippedEventTypes: readonly EventTypeInfo[] = [
  quoteRequested,
  inquiryReceived,
  applicationReceived,
  profileChanged,
  claimReceived,
  transactionPosted,
  paymentApproved,
  limitExceeded,
  orderExecuted,
];
