/** The people and places that the stories are about: the rows of the reference tables, typed. */
import { madeUpTables } from '../../flows/tables/made-up-tables.ts';
import { parseTable } from '../../flows/tables/parse-csv.ts';
import type { Tables } from '../engine/engine-types.ts';

export interface Customer {
  readonly customerId: string;
  readonly age: number;
  readonly gender: string;
  readonly occupation: string;
  readonly consultantId: string;
  readonly grade: string;
  readonly delinquent: boolean;
  readonly hasAuto: boolean;
  readonly hasHealth: boolean;
  readonly hasLife: boolean;
}

export interface Merchant {
  readonly merchantId: string;
  readonly category: string;
  readonly lat: number;
  readonly lon: number;
  readonly partner: boolean;
  readonly coupon: string;
}

export interface World {
  readonly customers: readonly Customer[];
  readonly consultantIds: ReadonlySet<string>;
  readonly merchants: readonly Merchant[];
}

/** The columns that a row must have, with the type that its value must have. */
const CUSTOMER = {
  customerId: 'string',
  age: 'number',
  gender: 'string',
  occupation: 'string',
  consultantId: 'string',
  grade: 'string',
  delinquent: 'boolean',
  hasAuto: 'boolean',
  hasHealth: 'boolean',
  hasLife: 'boolean',
} as const;
const MERCHANT = {
  merchantId: 'string',
  category: 'string',
  lat: 'number',
  lon: 'number',
  partner: 'boolean',
  coupon: 'string',
} as const;
const CONSULTANT = { consultantId: 'string' } as const;

/**
 * The world that the tables describe. Rows that people have changed beyond recognition are left out; a table without
 * one good row is taken as it ships.
 */
export function worldOf(tables: Tables = {}): World {
  const shipped = madeUpTables();
  const rows = <Row>(name: keyof typeof shipped, columns: Readonly<Record<string, string>>): Row[] => {
    const good = goodRows<Row>(tables[name] ?? [], columns);
    return good.length > 0 ? good : goodRows<Row>(parseTable(shipped[name]), columns);
  };
  return {
    customers: rows<Customer>('customers', CUSTOMER),
    consultantIds: new Set(
      rows<{ consultantId: string }>('consultants', CONSULTANT).map((row) => row.consultantId),
    ),
    merchants: rows<Merchant>('merchants', MERCHANT),
  };
}

function goodRows<Row>(rows: Tables[string], columns: Readonly<Record<string, string>>): Row[] {
  const names = Object.keys(columns);
  return (rows ?? []).filter((row) => names.every((name) => typeof row[name] === columns[name])) as Row[];
}

/** Somebody whom no table knows. */
export function stranger(number: number): Customer {
  return {
    customerId: `X${String(number).padStart(4, '0')}`,
    age: 35,
    gender: 'F',
    occupation: 'office-worker',
    consultantId: '',
    grade: 'BASIC',
    delinquent: false,
    hasAuto: false,
    hasHealth: false,
    hasLife: false,
  };
}
