/** What the reference tables that ship hold; the rows lie beside, as CSV (made by made-up-tables.ts). */

import type { TableInfo } from '../../nodes/kit/define-node.ts';
import { GENDERS, GRADES, MERCHANT_CATEGORIES, OCCUPATIONS } from '../catalogue/vocabulary.ts';

const customers: TableInfo = {
  name: 'customers',
  label: { ko: '고객', en: 'Customers' },
  columns: [
    { path: 'customerId', type: 'string', label: { ko: '고객 번호', en: 'Customer id' }, example: 'C0001' },
    { path: 'name', type: 'string', label: { ko: '이름', en: 'Name' }, example: '김민준' },
    { path: 'age', type: 'number', label: { ko: '나이', en: 'Age' }, example: 45 },
    { path: 'gender', type: 'string', label: { ko: '성별', en: 'Gender' }, values: GENDERS, example: 'M' },
    {
      path: 'occupation',
      type: 'string',
      label: { ko: '직업', en: 'Occupation' },
      values: OCCUPATIONS,
      example: 'office-worker',
    },
    {
      path: 'email',
      type: 'string',
      label: { ko: '이메일', en: 'E-mail' },
      example: 'minjun.kim@example.com',
    },
    { path: 'phone', type: 'string', label: { ko: '전화번호', en: 'Phone' }, example: '010-0000-0001' },
    {
      path: 'consultantId',
      type: 'string',
      label: { ko: '담당 컨설턴트', en: 'Consultant' },
      description: {
        ko: '컨설턴트 테이블의 번호입니다. 담당이 없으면 비어 있습니다.',
        en: 'The id in the consultants table; empty where nobody is assigned.',
      },
      example: 'E001',
    },
    { path: 'grade', type: 'string', label: { ko: '등급', en: 'Grade' }, values: GRADES, example: 'VIP' },
    {
      path: 'avgMonthlySpend',
      type: 'number',
      label: { ko: '월평균 이용금액', en: 'Average spend a month' },
      description: {
        ko: '최근 1년 카드 이용금액의 월평균입니다(원).',
        en: 'Of the last year on the card, in won.',
      },
      example: 2_400_000,
    },
    {
      path: 'delinquent',
      type: 'boolean',
      label: { ko: '연체 여부', en: 'Delinquent' },
      example: false,
    },
    {
      path: 'hasAuto',
      type: 'boolean',
      label: { ko: '자동차보험 가입', en: 'Has auto cover' },
      example: true,
    },
    {
      path: 'hasHealth',
      type: 'boolean',
      label: { ko: '건강보험 가입', en: 'Has health cover' },
      example: false,
    },
    { path: 'hasLife', type: 'boolean', label: { ko: '생명보험 가입', en: 'Has life cover' }, example: true },
  ],
};

const consultants: TableInfo = {
  name: 'consultants',
  label: { ko: '컨설턴트', en: 'Consultants' },
  columns: [
    {
      path: 'consultantId',
      type: 'string',
      label: { ko: '컨설턴트 번호', en: 'Consultant id' },
      example: 'E001',
    },
    { path: 'name', type: 'string', label: { ko: '이름', en: 'Name' }, example: '한수진' },
    {
      path: 'email',
      type: 'string',
      label: { ko: '이메일', en: 'E-mail' },
      example: 'sujin.han@example.com',
    },
    { path: 'phone', type: 'string', label: { ko: '전화번호', en: 'Phone' }, example: '010-0000-5001' },
    { path: 'branch', type: 'string', label: { ko: '지점', en: 'Branch' }, example: '강남지점' },
  ],
};

const merchants: TableInfo = {
  name: 'merchants',
  label: { ko: '가맹점', en: 'Merchants' },
  columns: [
    { path: 'merchantId', type: 'string', label: { ko: '가맹점 번호', en: 'Merchant id' }, example: 'M0001' },
    { path: 'name', type: 'string', label: { ko: '가맹점명', en: 'Name' }, example: '나루식당 여의도점' },
    {
      path: 'category',
      type: 'string',
      label: { ko: '업종', en: 'Category' },
      values: MERCHANT_CATEGORIES,
      example: 'restaurant',
    },
    { path: 'lat', type: 'number', label: { ko: '위도', en: 'Latitude' }, example: 37.5219 },
    { path: 'lon', type: 'number', label: { ko: '경도', en: 'Longitude' }, example: 126.9245 },
    { path: 'partner', type: 'boolean', label: { ko: '제휴 가맹점', en: 'Partner' }, example: true },
    {
      path: 'coupon',
      type: 'string',
      label: { ko: '쿠폰', en: 'Coupon' },
      description: {
        ko: '제공하는 쿠폰입니다. 없으면 비어 있습니다.',
        en: 'The coupon it offers; empty where none.',
      },
      example: '전 메뉴 10% 할인',
    },
  ],
};

/** The reference tables that ship, as forms and checks see them. */
export const shippedTables: readonly TableInfo[] = [customers, consultants, merchants];
