/** The values that the fields of the shipped events and tables may take; catalogue, tables and simulation share them. */

export const INSURANCE_PRODUCTS = ['auto', 'health', 'life', 'home', 'travel'] as const;
export const INQUIRY_CHANNELS = ['web', 'call-center', 'branch', 'consultant'] as const;
export const INQUIRY_TOPICS = [
  'join',
  'product',
  'maturity',
  'change',
  'premium',
  'payout',
  'cancel',
] as const;
export const PROFILE_CHANNELS = ['web', 'phone'] as const;
export const PROFILE_ITEMS = ['address', 'phone', 'account', 'password'] as const;
export const CLAIM_CHANNELS = ['web', 'branch'] as const;
export const ACCIDENT_TYPES = [
  'car-crash',
  'injury',
  'hospital',
  'surgery',
  'fire',
  'water-damage',
  'theft',
] as const;
export const TRANSACTION_DIRECTIONS = ['deposit', 'withdrawal'] as const;
export const TRANSACTION_CHANNELS = ['branch', 'atm', 'mobile', 'web'] as const;
export const ORDER_SIDES = ['buy', 'sell'] as const;
export const MERCHANT_CATEGORIES = [
  'coffee',
  'restaurant',
  'grocery',
  'fashion',
  'electronics',
  'beauty',
  'bookstore',
  'travel',
] as const;
export const OCCUPATIONS = [
  'office-worker',
  'self-employed',
  'public-servant',
  'teacher',
  'engineer',
  'nurse',
  'driver',
  'homemaker',
  'student',
  'retired',
] as const;
export const GENDERS = ['F', 'M'] as const;
export const GRADES = ['VIP', 'GOLD', 'BASIC'] as const;
