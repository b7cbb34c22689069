/** A bug in one page must not take the frame with it. */
import { Button } from '@mantine/core';
import { IconMoodSad } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageState } from './page-states.tsx';

export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useTranslation('common');
  return (
    <MessageState icon={IconMoodSad} title={t('crashed.title')} text={t('crashed.text')}>
      <Button onClick={() => location.reload()}>{t('crashed.reload')}</Button>
    </MessageState>
  );
}
