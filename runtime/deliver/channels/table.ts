/** table: a row is written into a reference table, which lookups of all flows then see. */

import { fillModeOf } from '../../../nodes/action/fill-mode.ts';
import { fillTemplate, fillTexts } from '../../../nodes/action/fill-template.ts';
import type { Delivery } from '../../wire/rest.ts';
import { type InnerChannel, textParam } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';

export interface TableWriter {
  /** False where there may be no table of that name, or no more of them. */
  write(table: string, id: string, row: Readonly<Record<string, unknown>>, simulated: boolean): boolean;
  /** Whether what was written is on disk now. */
  durable(): Promise<boolean>;
}

export function tableChannel(tables: TableWriter): InnerChannel {
  return {
    name: 'table',
    leaves: false,
    durable: () => tables.durable(),
    /** A cell that is one value alone (`{{ amount }}`) keeps its type, so that lookups can compare with it. */
    prepare: ({ table, row, ...rest }, scope) => ({
      ...rest,
      table: fillTexts(table, scope),
      row: isFilled(row)
        ? Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cellOf(name, cell, scope)]))
        : { ...scope.data },
    }),
    write({ id, params, simulated }: Delivery) {
      const name = textParam(params, 'table');
      if (!tables.write(name, id, isFilled(params.row) ? params.row : {}, simulated)) throw noTable(name);
    },
  };
}

function cellOf(name: string, cell: unknown, scope: Parameters<typeof fillTemplate>[1]): unknown {
  return typeof cell === 'string'
    ? (fillTemplate(cell, scope, fillModeOf('table', `row.${name}`, cell)) ?? null)
    : cell;
}

function isFilled(row: unknown): row is Record<string, unknown> {
  return typeof row === 'object' && row !== null && !Array.isArray(row) && Object.keys(row).length > 0;
}

function noTable(name: string): DeliveryFailed {
  return new DeliveryFailed(
    {
      ko: `표 ‘${name.slice(0, 80)}’에 적을 수 없습니다. 이름은 영문자나 _로 시작해 영문자, 숫자, _, -를 64자까지, 표는 100개까지입니다.`,
      en: `Nothing can be written to the table “${name.slice(0, 80)}”: names begin with a letter or _ and have at most 64 letters, digits, _ or -; there are at most 100 tables.`,
    },
    false,
  );
}
