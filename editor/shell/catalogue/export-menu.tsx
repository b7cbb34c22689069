/** Event types as a file that others read: JSON Schema or AsyncAPI. */
import '../../i18n/catalogue.ts';
import { Button, Menu } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { writeAsyncApi } from '../../../flows/catalogue/async-api/write-async-api.ts';
import { writeJsonSchema, writeJsonSchemas } from '../../../flows/catalogue/json-schema/write-json-schema.ts';
import type { EventTypeInfo } from '../../../nodes/kit/define-node.ts';
import { useLanguage } from '../../i18n/setup.ts';
import { saveText } from './save-text.ts';

interface ExportMenuProps {
  readonly types: readonly EventTypeInfo[];
  /** It is one type, by itself. */
  readonly one?: boolean;
}

export function ExportMenu({ types, one = false }: ExportMenuProps) {
  const { t } = useTranslation('catalogue');
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<IconFileExport size={16} />} disabled={types.length === 0}>
          {t(one ? 'export' : 'exportAll')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ExportItems types={types} one={one} />
      </Menu.Dropdown>
    </Menu>
  );
}

export function ExportItems({ types, one = false }: ExportMenuProps) {
  const { t } = useTranslation('catalogue');
  const language = useLanguage();
  const stem =
    one && types[0] ? types[0].type.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 100) : 'naru-events';
  const save = (name: string, document: unknown) => saveText(name, `${JSON.stringify(document, null, 2)}\n`);
  return (
    <>
      <Menu.Item
        onClick={() =>
          save(
            `${stem}.schema.json`,
            one && types[0] ? writeJsonSchema(types[0], language) : writeJsonSchemas(types, language),
          )
        }
      >
        {t('asJsonSchema')}
      </Menu.Item>
      <Menu.Item onClick={() => save(`${stem}.asyncapi.json`, writeAsyncApi(types, language))}>
        {t('asAsyncApi')}
      </Menu.Item>
    </>
  );
}
